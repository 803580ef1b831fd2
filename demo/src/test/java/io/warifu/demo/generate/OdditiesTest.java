package io.warifu.demo.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.demo.generate.ReadStorage.StoredFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What fifty patients must hold, whatever the seed, even in the light profile. */
@ParameterizedClass
@ValueSource(longs = {1, -20_260_402})
class OdditiesTest {

    private static final int PATIENTS = 50;

    @TempDir static Path shared;

    private static ReadStorage storage = new ReadStorage(Path.of(""), List.of());

    @Parameter long seed;

    @BeforeParameterizedClassInvocation
    static void generateOnce(long seed) throws IOException {
        Path out = shared.resolve("seed" + seed);
        new PatientGenerator(new GeneratorSettings(PATIENTS, seed, GeneratorProfile.LIGHT))
                .generate(out, (_, _) -> {});
        storage = ReadStorage.of(out);
    }

    @Test
    void holdsEveryType() {
        assertThat(storage.files().stream().map(StoredFile::type))
                .contains(
                        "ADT-00", "ADT-61", "PPR-01", "ADT-12", "ADT-22", "ADT-52", "OMP-01",
                        "OMP-02", "OMP-12", "OML-11", "OMG-01");
        assertThat(storage.ofType("ADT-00")).hasSize(PATIENTS);
        assertThat(storage.ofType("PPR-01")).hasSize(PATIENTS);
    }

    @Test
    void holdsUpdatesDeletionsAndTheOldStyle() {
        Set<String> prescriptions = flagSets("OMP-01");
        assertThat(prescriptions).contains("1", "12", "01", "00");

        Map<String, List<StoredFile>> cancelled =
                storage.ofType("ADT-22").stream()
                        .filter(file -> file.flag().equals("0"))
                        .collect(Collectors.groupingBy(StoredFile::key));
        assertThat(cancelled.values())
                .isNotEmpty()
                .allSatisfy(files ->
                        assertThat(files.stream().map(StoredFile::event))
                                .containsExactly("ADT^A01^ADT_A01", "ADT^A11^ADT_A09"));
    }

    /** The flags of each order of a type, sorted and joined. */
    private Set<String> flagSets(String type) {
        return storage.ofType(type).stream()
                .collect(Collectors.groupingBy(StoredFile::key))
                .values()
                .stream()
                .map(files ->
                        files.stream().map(StoredFile::flag).sorted().collect(Collectors.joining()))
                .collect(Collectors.toSet());
    }

    @Test
    void holdsTwinsThatDifferInTheNumberOnly() {
        Map<String, List<StoredFile>> same =
                storage.ofType("ADT-00").stream()
                        .collect(
                                Collectors.groupingBy(f ->
                                        f.field("PID", 5)
                                                + f.field("PID", 7)
                                                + f.field("PID", 11)));

        assertThat(same.values()).filteredOn(files -> files.size() > 1).hasSize(1);
        assertThat(same.values()).allMatch(files -> files.size() <= 2);
    }

    @Test
    void holdsOneResultOfThreeHundredValues() {
        assertThat(storage.ofType("OML-11"))
                .filteredOn(file -> file.segments("OBX").size() == 300)
                .hasSize(1);
    }

    @Test
    void mixesOneBaseAndTwoAdditivesInEveryDrip() {
        assertThat(storage.ofType("OMP-02"))
                .isNotEmpty()
                .allSatisfy(file ->
                        assertThat(file.segments("RXC").stream().map(s -> s.get(1)))
                                .containsExactly("B", "A", "A"));
    }

    @Test
    void keepsDelimiterBytesWholeInDecodedText() {
        assertThat(storage.ofType("ADT-00").stream().map(f -> f.field("PID", 5)))
                .contains("標本^日万里^^^^^L^I~ヒョウホン^ヒマリ^^^^^L^P")
                .allMatch(name ->
                        name.matches(
                                "[^\\^~]+\\^[^\\^~]+\\^{5}L\\^I~[ァ-ヶー]+\\^[ァ-ヶー]+\\^{5}L\\^P"));
    }

    @Test
    void writesWaveDashAndMinusOfJis() {
        assertThat(storage.ofType("ADT-00").stream().map(f -> f.field("PID", 11)))
                .anyMatch(address -> address.contains("\u301C") && address.contains("\u2212"));
        assertThat(storage.files().stream().map(StoredFile::text))
                .noneMatch(text -> text.contains("\uFF5E") || text.contains("\uFF0D"));
    }

    @Test
    void escapesAllFiveDelimitersInFreeText() {
        assertThat(storage.ofType("OMG-01").stream().map(f -> f.field("OBR", 13)))
                .contains(
                        "A\\T\\B の比較 \\F\\ 左\\R\\右 \\F\\ 造影\\S\\注意 \\F\\ 画像は"
                                + " \\E\\SERVER\\E\\本日 に");
    }

    @Test
    void saysExplicitNulls() {
        assertThat(storage.ofType("ADT-00")).anyMatch(f -> f.field("PID", 14).equals("\"\""));
        assertThat(storage.ofType("ADT-61")).anyMatch(f -> f.field("IAM", 11).equals("\"\""));
        assertThat(storage.ofType("PPR-01")).anyMatch(f -> f.field("PRB", 9).equals("\"\""));
    }

    @Test
    void usesDepartmentsOfThreeCharacters() {
        assertThat(storage.ofType("ADT-12")).anyMatch(file -> file.name().get(5).length() == 3);
    }

    @Test
    void reportsNumbersTextsCodesAndFlags() {
        List<List<String>> values =
                storage.ofType("OML-11").stream().flatMap(f -> f.segments("OBX").stream()).toList();

        assertThat(values.stream().map(s -> s.get(2)).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("NM", "ST", "CWE");
        assertThat(values.stream().map(s -> ReadStorage.fieldOf(s, 8))).contains("", "H", "L");
        assertThat(values)
                .filteredOn(s -> s.get(2).equals("NM"))
                .allMatch(s -> s.get(5).matches("\\d+(\\.\\d+)?"));
    }

    @Test
    void pairsOrganismAndAmount() {
        assertThat(storage.ofType("OML-11"))
                .anyMatch(file ->
                        file.segments("OBX").stream()
                                .map(s -> s.get(4))
                                .toList()
                                .equals(List.of("1", "1", "2", "2")));
    }

    @Test
    void tellsChildrenOfARadiologyOrderTheirParent() {
        assertThat(storage.ofType("OMG-01"))
                .allSatisfy(file -> {
                    List<List<String>> orders = file.segments("ORC");
                    assertThat(orders.get(0).get(1)).isEqualTo("NW");
                    assertThat(orders.get(1).get(1)).isEqualTo("PA");
                    assertThat(orders.subList(2, orders.size()))
                            .isNotEmpty()
                            .allMatch(s -> s.get(1).equals("CH"))
                            .allMatch(s -> s.get(8).equals(file.name().get(3)));
                });
    }

    @Test
    void looksFictitious() {
        Set<String> surnames =
                CodeTables.load().surnames().stream()
                        .map(CodeTables.Surname::kanji)
                        .collect(Collectors.toSet());
        for (StoredFile file : storage.ofType("ADT-00")) {
            assertThat(file.field("PID", 5).split("\\^", -1)[0]).isIn(surnames);
            assertThat(file.field("PID", 11)).containsPattern("\\^(見本|架空)県");
            assertThat(file.field("PID", 13))
                    .endsWith("^000" + file.field("PID", 13).split("\\^000", -1)[1]);
        }
    }
}
