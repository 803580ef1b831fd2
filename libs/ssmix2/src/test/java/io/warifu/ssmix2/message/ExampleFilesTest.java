package io.warifu.ssmix2.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.warifu.kernel.pack.StoredPath;
import io.warifu.ssmix2.Examples;
import io.warifu.ssmix2.path.SsMixPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads the project's hand-made storages; skipped where they are not at hand. */
final class ExampleFilesTest {

    private final Hl7Reader reader = new Hl7Reader();

    @BeforeEach
    void theFolderIsThere() {
        assumeTrue(Examples.folder().isPresent(), "the example files are not at hand");
    }

    @Test
    void everyFileHasAPathAPatientAndAClinicalLine() throws IOException {
        for (String storage : new String[] {"example-root", "example-root-versions"}) {
            Path root = Examples.folder().orElseThrow().resolve(storage).toRealPath();
            for (Path file : Examples.files(root)) {
                SsMixPath path = SsMixPath.parse(StoredPath.between(root, file));
                assertThat(path)
                        .isInstanceOfSatisfying(
                                SsMixPath.Parsed.class,
                                parsed -> assertThat(parsed.remarks()).isEmpty());
                RecordView view = view(file);
                assertThat(view.remarks()).as(file.toString()).isEmpty();
                assertThat(view.patient().orElseThrow().patientId()).isEqualTo(path.patientId());
                assertThat(view.lines()).as(file.toString()).isNotEmpty();
            }
        }
    }

    @Test
    void thePatientIsShownByNameAndBirth() throws IOException {
        Path root = Examples.folder().orElseThrow().resolve("example-root").toRealPath();
        Path demographics =
                Examples.files(root).stream()
                        .filter(file -> file.toString().contains("ADT-00"))
                        .findFirst()
                        .orElseThrow();

        assertThat(view(demographics).patient())
                .contains(
                        new Demographics(
                                "0009000017", "架空 葵", "カクウ アオイ", LocalDate.of(1961, 2, 14), "F"));
    }

    private RecordView view(Path file) throws IOException {
        return reader.view((ParsedMessage) reader.parse(new RawMessage(Files.readAllBytes(file))));
    }
}
