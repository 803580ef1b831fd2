package io.warifu.ssmix2.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.kernel.pack.CatalogueEntry.RecordName;
import io.warifu.kernel.pack.StoredPath;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SsMixPathTest {

    private static final String FOLDER = "000/900/0009000017/20260402/OMP-01/";
    private static final String NAME =
            "0009000017_20260402_OMP-01_000000000100185_20260402103015250_01_1";

    @Test
    void readsSevenFieldsOfTheGuidelineExample() {
        assertThat(SsMixPath.parse(new StoredPath(FOLDER + NAME)))
                .isEqualTo(
                        new SsMixPath.Parsed(
                                new RecordName(
                                        "0009000017",
                                        "20260402",
                                        "OMP-01",
                                        "000000000100185",
                                        "20260402103015250",
                                        "01",
                                        "1"),
                                List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "0009000017_20260402_OMP-01_0000000001001_20260402103015250_01_1, 0000000001001",
        "0009000017_20260402_OMP-01_A_12_B_20260402103015250_01_1, A_12_B",
        "0009000017_20260402_OMD_000000000100185_201512290500001_011_2, 000000000100185",
        "0009000017_20260402_ZZZ-99_1_20260402103015250_-_0, 1",
    })
    void toleratesWhatPublishedFilesDo(String name, String orderNumber) {
        assertThat(FileName.parse(name))
                .isInstanceOfSatisfying(
                        FileName.Reading.Fields.class,
                        fields -> assertThat(fields.name().orderNumber()).isEqualTo(orderNumber));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "readme.txt",
                "0009000017_20260402_OMP-01_000000000100185_20260402103015250_01",
                "0009000017_20260402_OMP-01__20260402103015250_01_1",
                "0009000017_20260402_OMP-01_12345678901234567890123_20260402103015250_01_1",
                "0009000017_20260402_OMP-01_1_20260402_01_1",
                "0009000017_20260402_OMP-01_1_20260402103015250_01_3",
                "0009000017_2026_OMP-01_1_20260402103015250_01_1",
            })
    void aNameOfAnotherFormKeepsThePatientOfItsFolder(String name) {
        assertThat(SsMixPath.parse(new StoredPath(FOLDER + name)))
                .isInstanceOfSatisfying(
                        SsMixPath.Unreadable.class,
                        unreadable -> {
                            assertThat(unreadable.patientId()).isEqualTo("0009000017");
                            assertThat(unreadable.reason()).isNotEmpty();
                        });
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "loose-file",
                "000/900/" + NAME,
                "000/901/0009000017/20260402/OMP-01/" + NAME,
                "%FF%FE/900/0009000017/20260402/OMP-01/" + NAME,
            })
    void outsideAPatientFolderThereIsNoPatient(String path) {
        assertThat(SsMixPath.parse(new StoredPath(path)))
                .isInstanceOfSatisfying(
                        SsMixPath.Unreadable.class,
                        unreadable -> assertThat(unreadable.patientId()).isEmpty());
    }

    @Test
    void aFileNamedForAnotherPatientStaysWithItsFolderAndIsRemarked() {
        SsMixPath reading =
                SsMixPath.parse(
                        new StoredPath(
                                "000/900/0009000017/20260402/ADT-31/"
                                        + "0009000025_20260403_OMP-11_1_20260402103015250_01_1"));

        assertThat(reading)
                .isInstanceOfSatisfying(
                        SsMixPath.Parsed.class,
                        parsed -> {
                            assertThat(parsed.patientId()).isEqualTo("0009000017");
                            assertThat(parsed.name().dataType()).isEqualTo("OMP-11");
                            assertThat(parsed.remarks()).hasSize(3);
                        });
    }

    @Test
    void theExtendedStorageBelongsToItsPatientWithoutAName() {
        SsMixPath reading =
                SsMixPath.parse(
                        new StoredPath(
                                "000/900/0009000017/20260402/%5E%5E%5E18842-5%5E%5ELN/"
                                        + "content_1/main_document.pdf"));

        assertThat(reading.patientId()).isEqualTo("0009000017");
        assertThat(reading).isInstanceOf(SsMixPath.Unreadable.class);
    }
}
