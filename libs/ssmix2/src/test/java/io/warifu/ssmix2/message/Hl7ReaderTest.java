package io.warifu.ssmix2.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.ssmix2.Examples;
import io.warifu.ssmix2.message.RecordView.Kind;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Hl7ReaderTest {

    private static final Hl7Reader READER = new Hl7Reader();

    private static ParsedMessage parsed(byte[] bytes) {
        return (ParsedMessage) READER.parse(new RawMessage(bytes));
    }

    private static RecordView view(String structure, String... segments) {
        return READER.view(parsed(Examples.message(structure, segments)));
    }

    private static RecordView.Line only(RecordView view) {
        assertThat(view.lines()).hasSize(1);
        return view.lines().getFirst();
    }

    @Test
    void whatIsNoMessageIsUnreadableWithAReason() {
        for (byte[] bytes :
                List.of(
                        new byte[0],
                        new byte[] {(byte) 0x83, 0x5C},
                        "%PDF-1.7".getBytes(StandardCharsets.US_ASCII),
                        new byte[Hl7Reader.MAX_MESSAGE_BYTES + 1])) {
            assertThat(READER.parse(new RawMessage(bytes)))
                    .isInstanceOfSatisfying(
                            MessageReading.Unreadable.class,
                            unreadable -> assertThat(unreadable.reason()).isNotEmpty());
        }
    }

    @ParameterizedTest(name = "MSH-9 {0}")
    @ValueSource(strings = {"", "ZZZ^Z99^ZZZ_Z99", "ADT", "ADT^A08^NO_SUCH", "^^"})
    void anUnknownStructureStillGivesAView(String structure) {
        RecordView view = view(structure, Examples.pid(), "ZX1|1|値", "??", "OBX|1|ZRD|X^検査||5");

        assertThat(view.segments()).hasSize(5);
        assertThat(view.patient().orElseThrow().kanjiName()).isEqualTo("日本 本間");
    }

    @Test
    void namesWithDelimiterBytesAreReadByTheirRepresentation() {
        Demographics patient = view("ADT^A08^ADT_A01", Examples.pid()).patient().orElseThrow();

        assertThat(patient)
                .isEqualTo(
                        new Demographics(
                                "0009000099", "日本 本間", "ニホン ホンマ", LocalDate.of(1970, 1, 2), "M"));
    }

    @Test
    void namesAreToldApartWhereTheRepresentationIsWrongOrMissing() {
        String oneCaretTooFew = "PID|1||1||架空^葵^^^^L^I~カクウ^アオイ^^^^L^P";
        String none = "PID|1||1||カクウ^アオイ~架空^葵||\"\"|\"\"";
        for (String pid : List.of(oneCaretTooFew, none)) {
            Demographics patient = view("ADT^A08^ADT_A01", pid).patient().orElseThrow();
            assertThat(patient.kanjiName()).isEqualTo("架空 葵");
            assertThat(patient.kanaName()).isEqualTo("カクウ アオイ");
            assertThat(patient.birthDate()).isNull();
            assertThat(patient.sex()).isEmpty();
        }
    }

    @Test
    void aLocalResultTypeDoesNotHideTheResult() {
        RecordView view =
                view(
                        "OMI^Z23^OMI_Z23",
                        Examples.pid(),
                        "PV1|1|O",
                        "ORC|SC|1",
                        "TQ1|1",
                        "OBR|1|1||E1^上部消化管内視鏡^LENDO|||20260401",
                        "OBX|1|ZRD|X1^所見^99X||異常なし");

        assertThat(view.remarks()).isEmpty();
        assertThat(view.careTime()).isEqualTo("20260401");
        assertThat(view.lines())
                .extracting(RecordView.Line::text)
                .containsExactly("上部消化管内視鏡", "所見");
        assertThat(view.lines().getLast().details()).containsEntry("value", "異常なし");
    }

    @Test
    void problemsKeepTheirModifiersAndCodes() {
        RecordView view =
                view(
                        "PPR^ZD1^PPR_ZD1",
                        Examples.pid(),
                        "PRB|AD|20260402|20054174^胃炎^MDCDX2|1|||20260402|||K297^^I10",
                        "ZPR|4012^急性^MDCDX2|20054174^胃炎^MDCDX2",
                        "ORC|NW|1",
                        "PRB|AD|20260402|20058577^急性肺炎^MDCDX2|2|||20260402|||J189^^I10",
                        "ZPR||20058577^急性肺炎^MDCDX2",
                        "ORC|NW|2");

        assertThat(view.remarks()).isEmpty();
        assertThat(view.lines()).extracting(RecordView.Line::text).containsExactly("胃炎", "急性肺炎");
        assertThat(view.lines().getFirst().details())
                .containsEntry("icd10", "K297")
                .containsEntry("prefix", "急性");
        assertThat(view.lines().getLast().details()).doesNotContainKey("prefix");
    }

    @Test
    void aPrescriptionShowsDoseUsageAndDays() {
        RecordView.Line drug =
                only(
                        view(
                                "RDE^O11^RDE_O11",
                                Examples.pid(),
                                "PV1|1|O",
                                "ORC|NW|100185||100185_01_001|||||20260402103000",
                                "RXE||103835401^ムコダイン錠^HOT9|1||TAB^錠^MR9P|||||21|TAB^錠^MR9P",
                                "TQ1|1||1013&１日３回朝昼夕食後\\T\\就寝前&JAMISDP01|||7^d|2026040200",
                                "RXR|PO^口^HL70162"));

        assertThat(drug.kind()).isEqualTo(Kind.DRUG);
        assertThat(drug.code()).isEqualTo("103835401");
        assertThat(drug.details())
                .containsEntry("dose", "1")
                .containsEntry("unit", "錠")
                .containsEntry("usage", "１日３回朝昼夕食後&就寝前")
                .containsEntry("days", "7")
                .containsEntry("total", "21 錠")
                .containsEntry("route", "口")
                .containsEntry("order", "100185");
    }

    @Test
    void aCancelledAdmissionSaysSo() {
        RecordView view =
                view(
                        "ADT^A11^ADT_A09",
                        "EVN||20260401",
                        Examples.pid(),
                        "PV1|1|I|3E^305^1" + "|".repeat(41) + "20260510133000");

        assertThat(view.cancelled()).isTrue();
        assertThat(view.careTime()).isEqualTo("20260510133000");
        assertThat(only(view).text()).isEqualTo("admission cancelled");
        assertThat(only(view).details()).containsEntry("place", "3E 305 1");
    }

    @Test
    void allergiesAndResultsShowNameAndValue() {
        RecordView allergies =
                view(
                        "ADT^A60^ADT_A60",
                        "EVN||20260401",
                        Examples.pid(),
                        "IAM|1|DA^薬剤^HL70127|1^ペニシリン系^99X|MO^中等度^HL70128|発疹|A||||||成人後");
        assertThat(only(allergies).text()).isEqualTo("ペニシリン系");
        assertThat(only(allergies).details()).containsEntry("reaction", "発疹");

        RecordView results =
                view(
                        "OUL^R22^OUL_R22",
                        Examples.pid(),
                        "PV1|1|O",
                        "SPM|1|1||023^血清^JC10|||||||||||||202604020905",
                        "OBR|1|1|1|E002^生化学^99O03",
                        "ORC|SC|1",
                        "OBX|1|ST|5C07^ＣＲＰ^JC10||< 0.02|mg/dL^mg/dL^ISO+|||||F");
        assertThat(results.lines().getLast().details())
                .containsEntry("value", "< 0.02")
                .containsEntry("unit", "mg/dL")
                .containsEntry("specimen", "血清");
    }

    @Test
    void fieldsOfTheStandardCarryTheirTitles() {
        RecordView view = view("ADT^A08^ADT_A01", Examples.pid());

        assertThat(view.segments().get(1).fields())
                .anySatisfy(field -> {
                    assertThat(field.number()).isEqualTo(5);
                    assertThat(field.title()).isEqualTo("Patient Name");
                    assertThat(field.text()).startsWith("日本^本間");
                });
    }
}
