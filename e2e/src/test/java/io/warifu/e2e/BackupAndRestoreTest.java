package io.warifu.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.warifu.demo.CommandRun;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hospital's storage goes out in shares and comes back in names and bytes. */
class BackupAndRestoreTest {

    private static final FiveSites SITES = FiveSites.running();

    @TempDir Path folder;

    @Test
    void restoresTheExampleFilesAndThenTheirNewVersions() throws Exception {
        assumeTrue(
                FiveSites.examples().isPresent(),
                "the example files do not lie beside the project");
        Path examples = FiveSites.examples().orElseThrow();
        CommandRun first = Storages.backUp(SITES, "tokyo", examples.resolve("example-root"));
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.out()).contains("safe 6", "at risk 0", "refused 0");
        Storages.assertRestores(SITES, "tokyo", folder.resolve("first"));

        CommandRun versions =
                Storages.backUp(SITES, "tokyo", examples.resolve("example-root-versions"));
        assertThat(versions.exitCode()).as(versions.err()).isZero();
        Storages.assertRestores(SITES, "tokyo", folder.resolve("second"));
    }

    @Test
    void keepsDirtyFilesByteForByteAndNamesEachOfThem() throws Exception {
        Path storage = folder.resolve("dirty");
        Path patient = storage.resolve("000/900/0009900001/20260401");
        write(
                patient.resolve("ADT-31/0009900001_20260401_OMP-11_1_20260401120000000_01_1"),
                "wrong folder");
        write(patient.resolve("OMP-01/no-such-name"), "MSH|^~\\&|x\r");
        write(
                patient.resolve(
                        "OMP-01/0009900001_20260401_OMP-01_000000000000001_20260401120000000_01_1"),
                "");
        Files.write(
                Files.createDirectories(patient.resolve("OML-11"))
                        .resolve(
                                "0009900001_20260401_OML-11_000000000000002_20260401120000000_01_1"),
                new byte[] {(byte) 0xFF, (byte) 0xFE});
        write(storage.resolve("stray.txt"), "no patient at all");
        byte[] large = new byte[3 << 20];
        new Random(7).nextBytes(large);
        Files.write(Files.createDirectories(patient.resolve("IMAGE")).resolve("large.bin"), large);
        write(Path.of(URI.create(storage.toUri() + "%FFraw%81")), "a name that is no text");
        write(storage.resolve("漢字フォルダ/退院時サマリー.pdf"), "kanji");

        CommandRun ran = Storages.backUp(SITES, "kochi", storage);
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(ran.out())
                .contains("ADT-31", "no-such-name", "OML-11", "stray.txt", "refused 0")
                .contains("safe 8");
        Storages.assertRestores(SITES, "kochi", folder.resolve("restored"));
    }

    @Test
    void findsNothingNewTheSecondTime() throws Exception {
        Path storage = folder.resolve("twice");
        write(
                storage.resolve(
                        "000/900/0009900002/-/ADT-00/0009900002_-_ADT-00_999999999999999_20260401120000000_-_1"),
                "MSH|^~\\&|HIS\r");
        assertThat(Storages.backUp(SITES, "kochi", storage).out()).contains("new versions 1");
        assertThat(Storages.backUp(SITES, "kochi", storage).out())
                .contains("new versions 0", "known 1");
    }

    @Test
    void refusesAFolderThatIsNotThere() {
        CommandRun ran =
                SITES.warifu("ingest", "--hospital", "tokyo", folder.resolve("nowhere").toString());
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("STORAGE_NOT_READABLE");
    }

    @Test
    void refusesToRestoreOverSomethingElse() throws Exception {
        write(folder.resolve("full/file"), "mine");
        CommandRun ran =
                SITES.warifu(
                        "restore",
                        "--hospital",
                        "kochi",
                        "--out",
                        folder.resolve("full").toString());
        assertThat(ran.exitCode()).isEqualTo(1);
        assertThat(ran.err()).contains("not empty");
        assertThat(Files.readString(folder.resolve("full/file"))).isEqualTo("mine");
    }

    private static void write(Path file, String text) throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
