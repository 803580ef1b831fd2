package io.warifu.ingest.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.warifu.ingest.FakeShareServer;
import io.warifu.ingest.FakeShareServer.Mood;
import io.warifu.ingest.Storages;
import io.warifu.ingest.TestDatabase;
import io.warifu.ingest.scan.FoundFile;
import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.pack.CatalogueEntry;
import io.warifu.kernel.pack.CatalogueSegment;
import io.warifu.kernel.pack.StoredPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class BackupPipelineTest {

    private static final TestDatabase DATABASE = new TestDatabase();
    private static final String PATIENT = "0009000017";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Hospital hospital = new Hospital(DATABASE);

    @TempDir Path root;

    @AfterEach
    void closeHospital() {
        hospital.close();
    }

    @AfterAll
    static void closeDatabase() {
        DATABASE.close();
    }

    private void assertRestoredFrom(int first, int second, int third) {
        Map<String, byte[]> restored = new HashMap<>();
        hospital.restorer(first, second, third)
                .files()
                .forEach((path, bytes) -> restored.put(path.uriPath(), bytes));
        Map<String, byte[]> original = Storages.read(root);
        assertThat(restored.keySet()).isEqualTo(original.keySet());
        original.forEach((path, bytes) -> assertThat(restored.get(path)).isEqualTo(bytes));
    }

    private <T extends CatalogueEntry> List<T> entries(Class<T> kind) {
        return hospital.restorer(1, 2, 3).entries().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    @Test
    void everyDirtyFileComesBackByteForByteFromAnyThreeServers() {
        Storages.dirty(root);

        RecordedProgress progress = hospital.backUp(root);
        hospital.startSending();
        hospital.awaitEmptyOutbox();

        assertThat(progress.refused).isEmpty();
        assertThat(progress.added).isEqualTo(11);
        assertThat(progress.totals.files()).isEqualTo(11);
        assertRestoredFrom(1, 2, 3);
        assertRestoredFrom(2, 4, 5);
        assertThat(hospital.journal().safety()).isEqualTo(new Safety(11, 11, 0));
    }

    @Test
    void dirtIsRemarkedAndNeverMergesTwoPatients() {
        Storages.dirty(root);

        RecordedProgress progress = hospital.backUp(root);
        hospital.startSending();
        hospital.awaitEmptyOutbox();

        assertThat(progress.remarks)
                .anyMatch(remark -> remark.contains("the text is no ISO-2022-JP"))
                .anyMatch(remark -> remark.contains("the file is empty"))
                .anyMatch(remark -> remark.contains("(PID-3) differs from the folder"))
                .anyMatch(remark -> remark.contains("data type in the file name differs"))
                .anyMatch(remark -> remark.contains("readme.txt: the file name has 1 fields"))
                .anyMatch(remark -> remark.contains("loose: the file lies in no patient folder"))
                .anyMatch(remark -> remark.contains("too large to be read as a record"));
        assertThat(entries(CatalogueEntry.Patient.class))
                .containsExactly(
                        new CatalogueEntry.Patient(
                                PATIENT, "架空 葵", "カクウ アオイ", LocalDate.of(1961, 2, 14), "F"));
        assertThat(hospital.journal().patients()).isEqualTo(1);
    }

    @Test
    void aRenamedFlagGivesOneMoveAndNoNewPack() throws IOException {
        Path old =
                Storages.write(
                        root,
                        Storages.path(PATIENT, "20260402", "OMP-01", "1", 1),
                        Storages.demographics(PATIENT, "葵"));
        hospital.backUp(root);
        Path superseded = root.resolve(Storages.path(PATIENT, "20260402", "OMP-01", "1", 2));
        Files.move(old, superseded);

        RecordedProgress progress = hospital.backUp(root);
        hospital.startSending();
        hospital.awaitEmptyOutbox();

        assertThat(progress.moved).isEqualTo(1);
        assertThat(progress.added).isZero();
        assertThat(packs()).hasSize(1);
        assertThat(entries(CatalogueEntry.Move.class)).hasSize(1);
        assertThat(hospital.restorer(1, 2, 3).segments())
                .extracting(CatalogueSegment::sequence)
                .containsExactly(1L, 2L);
        assertRestoredFrom(3, 4, 5);
        assertThat(hospital.backUp(root).known).isEqualTo(1);
    }

    @Test
    void theSameBytesUnderAnotherNameAreNotStoredTwice() {
        byte[] content = Storages.demographics(PATIENT, "葵");
        Storages.write(root, Storages.path(PATIENT, "-", "ADT-00", "1", 1), content);
        Storages.write(root, Storages.path(PATIENT, "-", "ADT-00", "2", 1), content);
        hospital.backUp(root);
        Storages.write(root, Storages.path(PATIENT, "-", "ADT-00", "3", 0), content);
        assertThat(hospital.backUp(root).added).isEqualTo(1);
        hospital.startSending();
        hospital.awaitEmptyOutbox();

        assertThat(packs()).hasSize(1);
        assertThat(hospital.restorer(1, 2, 3).pack(packs().iterator().next()).entries()).hasSize(1);
        assertRestoredFrom(1, 2, 3);
    }

    private Set<ObjectId> packs() {
        return hospital.server(1).shares().entrySet().stream()
                .filter(share -> share.getValue().kind().equals("RECORD"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    @Test
    void bytesThatReturnToAnEarlierStateAreTheCurrentOnesAgain() {
        String path = Storages.path(PATIENT, "20260402", "OMP-01", "1", 1);
        for (String name : new String[] {"葵", "蓮", "葵"}) {
            Storages.write(root, path, Storages.demographics(PATIENT, name));
            assertThat(hospital.backUp(root).added).isEqualTo(1);
        }
        hospital.startSending();
        hospital.awaitEmptyOutbox();

        assertThat(packs()).hasSize(2);
        assertRestoredFrom(1, 2, 3);
        assertThat(hospital.journal().safety().versions()).isEqualTo(3);
    }

    @Test
    void packsHoldOnePatientAndCarryOnePseudonym() {
        Storages.clean(root, 5);
        hospital.backUp(root);
        hospital.startSending();
        hospital.awaitEmptyOutbox();

        List<FakeShareServer.Stored> stored = List.copyOf(hospital.server(4).shares().values());
        assertThat(stored).hasSize(6);
        assertThat(stored)
                .allSatisfy(share -> {
                    assertThat(share.owner()).isEqualTo("tokyo");
                    assertThat(share.audience()).isEqualTo("FEDERATION");
                    assertThat(share.pseudonym() == null)
                            .isEqualTo(share.kind().equals("CATALOGUE"));
                });
        assertThat(
                        stored.stream()
                                .filter(share -> share.kind().equals("RECORD"))
                                .map(FakeShareServer.Stored::pseudonym)
                                .distinct())
                .hasSize(5);
        assertRestoredFrom(1, 3, 5);
    }

    @Test
    void aRunThatIsCutOffGoesOnWhereItWas() {
        // More patients than one batch takes, so that the first batch is accepted before the cut.
        Storages.clean(root, OpenBatch.MAX_PATIENTS + 6);
        RecordedProgress cut = new RecordedProgress();
        cut.stopAfterFiles = 3 * OpenBatch.MAX_PATIENTS + 1;
        assertThatThrownBy(() -> hospital.backUp(root, cut))
                .isInstanceOf(BackupStoppedException.class);

        RecordedProgress rest = hospital.backUp(root);
        hospital.startSending();
        hospital.awaitEmptyOutbox();

        assertThat(rest.known).isEqualTo(3 * OpenBatch.MAX_PATIENTS);
        assertThat(rest.added).isEqualTo(3 * 6);
        assertRestoredFrom(1, 2, 5);
    }

    @Test
    void aFileRenamedBetweenListingAndOpeningIsFoundUnderItsNewFlag() {
        FoundFile listed =
                FoundFile.at(new StoredPath(Storages.path(PATIENT, "20260402", "OMP-01", "1", 1)));
        FoundFile gone =
                FoundFile.at(new StoredPath(Storages.path(PATIENT, "20260402", "OMP-01", "2", 1)));
        Storages.write(
                root,
                Storages.path(PATIENT, "20260402", "OMP-01", "1", 2),
                Storages.demographics(PATIENT, "葵"));

        RecordedProgress progress = hospital.backUpListing(root, List.of(listed, gone));
        hospital.startSending();
        hospital.awaitEmptyOutbox();

        assertThat(progress.added).isEqualTo(1);
        assertThat(progress.refused)
                .containsExactly(gone.path().display() + ": it vanished during the run");
        assertRestoredFrom(1, 2, 3);
    }

    @Test
    void linksAreReported() throws IOException {
        Files.createSymbolicLink(root.resolve("link"), Path.of("/etc"));

        assertThat(hospital.backUp(root).refused).containsExactly("link: links are not followed");
    }

    @ParameterizedTest
    @EnumSource(
            value = Mood.class,
            names = {"OVERLOADED", "REFUSING", "OTHER_DIGEST", "OTHER_SIGNATURE"})
    void aServerThatFailsOrLiesLeavesVersionsAtRiskUntilItIsHonest(Mood mood) {
        Storages.clean(root, 2);
        hospital.server(2).mood(mood);
        hospital.backUp(root);
        hospital.startSending();

        await().atMost(PATIENCE)
                .until(() -> hospital.journal().safety().equals(new Safety(6, 0, 6)));
        await().atMost(PATIENCE).until(() -> hospital.server(2).puts() >= 2);
        assertThat(hospital.server(2).shares()).isEmpty();

        hospital.server(2).mood(Mood.HONEST);
        hospital.awaitEmptyOutbox();
        assertThat(hospital.journal().safety()).isEqualTo(new Safety(6, 6, 0));
        assertRestoredFrom(1, 2, 3);
    }

    @Test
    void aHangingServerHoldsUpNobodyElse() {
        Storages.clean(root, 2);
        hospital.server(5).mood(Mood.HANGING);
        hospital.backUp(root);
        hospital.startSending();

        await().atMost(PATIENCE)
                .until(() -> hospital.journal().safety().equals(new Safety(6, 0, 6)));
        assertRestoredFrom(1, 2, 3);
        assertThat(hospital.outbox().openOf(root.toUri().getRawPath()).sites())
                .containsExactly(hospital.server(5).site());
    }

    @Test
    void theNewestCurrentDemographicsWin() {
        Storages.write(
                root,
                Storages.path(PATIENT, "20260402", "OMP-01", "1", 1),
                Storages.demographics(PATIENT, "古"));
        Storages.write(
                root,
                Storages.path(PATIENT, "-", "ADT-00", "9", 1),
                Storages.demographics(PATIENT, "葵"));
        hospital.backUp(root);
        Storages.write(
                root,
                Storages.path(PATIENT, "20260403", "OMP-01", "2", 1),
                Storages.demographics(PATIENT, "後"));
        hospital.backUp(root);
        hospital.startSending();
        hospital.awaitEmptyOutbox();

        assertThat(entries(CatalogueEntry.Patient.class))
                .extracting(CatalogueEntry.Patient::kanjiName)
                .containsExactly("架空 葵");
    }

    @Test
    void catalogueNamesEveryPathOnce() {
        Storages.clean(root, 3);
        hospital.backUp(root);
        hospital.startSending();
        hospital.awaitEmptyOutbox();

        assertThat(entries(CatalogueEntry.Version.class))
                .extracting(CatalogueEntry.Version::path)
                .doesNotHaveDuplicates()
                .hasSize(9)
                .contains(new StoredPath(Storages.path("0009000000", "-", "ADT-00", "9", 1)));
    }
}
