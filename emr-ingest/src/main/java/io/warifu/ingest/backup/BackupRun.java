package io.warifu.ingest.backup;

import io.warifu.ingest.backup.PatientRecord.KnownFile;
import io.warifu.ingest.scan.FileReader;
import io.warifu.ingest.scan.FoundFile;
import io.warifu.ingest.scan.RecordReader;
import io.warifu.ingest.scan.RecordReading;
import io.warifu.ingest.scan.ScannedFile;
import io.warifu.ingest.scan.StorageScanner;
import io.warifu.kernel.pack.CatalogueEntry;
import io.warifu.kernel.pack.PartRef;
import io.warifu.kernel.pack.Sha256;
import io.warifu.kernel.pack.StoredPath;
import io.warifu.ssmix2.path.SsMixPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One walk through one storage: what is new is stored, what is known is recognised. */
final class BackupRun implements StorageScanner.Handler {

    /** Of one version in the catalogue. */
    private static final int MAX_REMARKS = 64;

    private static final String FLAGS = "012";

    private final String root;
    private final FileReader files;
    private final RecordReader records;
    private final OpenBatch batch;
    private final BackupProgress progress;

    BackupRun(
            String root,
            FileReader files,
            RecordReader records,
            OpenBatch batch,
            BackupProgress progress) {
        this.root = root;
        this.files = files;
        this.records = records;
        this.batch = batch;
        this.progress = progress;
    }

    @Override
    public void refused(String displayPath, String reason) {
        progress.refused(displayPath, reason);
    }

    @Override
    public void run(String patientId, List<FoundFile> run) {
        batch.acceptIfCrowded();
        PatientWork patient = batch.patient(patientId);
        for (FoundFile file : run) {
            progress.checkRunning();
            backUp(patient, file);
            batch.acceptIfFull(patient);
        }
    }

    private void backUp(PatientWork patient, FoundFile file) {
        switch (files.read(file)) {
            case ScannedFile.Refused(FoundFile _, String reason) ->
                    progress.refused(file.path().display(), reason);
            case ScannedFile.Vanished _ -> lookAgain(patient, file);
            case ScannedFile.Content content -> keep(patient, content);
        }
    }

    /**
     * SS-MIX2 renames a file when a newer one supersedes it, also between our listing and opening
     * it. It then lies beside under another flag.
     */
    private void lookAgain(PatientWork patient, FoundFile gone) {
        for (FoundFile renamed : otherFlags(gone)) {
            if (files.read(renamed) instanceof ScannedFile.Content content) {
                keep(patient, content);
                return;
            }
        }
        progress.refused(gone.path().display(), "it vanished during the run");
    }

    private void keep(PatientWork patient, ScannedFile.Content content) {
        StoredPath path = content.file().path();
        KnownFile known = patient.file(path);
        List<PartRef> stored = patient.parts(content.digest());
        Optional<FoundFile> from = renamedFrom(patient, content);
        if (known != null && known.digest().equals(content.digest())) {
            recognise(patient, path, known);
        } else if (from.isPresent() && content.file().place() instanceof SsMixPath.Parsed place) {
            batch.add(new CatalogueEntry.Move(from.get().path(), path, place.name()));
            patient.move(from.get().path(), path);
            progress.moved();
        } else if (stored != null) {
            addVersion(patient, content, stored);
        } else {
            store(patient, content);
        }
        progress.seen(content.sizeBytes());
    }

    private void recognise(PatientWork patient, StoredPath path, KnownFile known) {
        if (!known.root().equals(root)) {
            batch.seenHere(path);
            patient.see(path, new KnownFile(known.digest(), root));
        }
        progress.known();
    }

    private void store(PatientWork patient, ScannedFile.Content content) {
        FoundFile file = content.file();
        List<PartRef> parts = new ArrayList<>();
        switch (content) {
            case ScannedFile.Whole whole -> {
                parts.add(batch.store(patient, file.path(), 0, whole.bytes()));
                addVersion(patient, whole, parts);
            }
            case ScannedFile.Large _ -> {
                ScannedFile read =
                        files.readPieces(
                                file,
                                (offset, piece) -> {
                                    progress.checkRunning();
                                    parts.add(batch.store(patient, file.path(), offset, piece));
                                });
                switch (read) {
                    // What was packed counts, should it differ from what was seen before.
                    case ScannedFile.Content packed -> addVersion(patient, packed, parts);
                    case ScannedFile.Vanished _ ->
                            progress.refused(file.path().display(), "it vanished during the run");
                    case ScannedFile.Refused(FoundFile _, String reason) ->
                            progress.refused(file.path().display(), reason);
                }
            }
        }
    }

    private void addVersion(PatientWork patient, ScannedFile.Content content, List<PartRef> parts) {
        StoredPath path = content.file().path();
        Sha256 digest = content.digest();
        RecordReading reading = records.read(content);
        reading.remarks().forEach(remark -> progress.remarked(path.display(), remark));
        patient.learn(reading).ifPresent(batch::add);
        batch.add(
                new CatalogueEntry.Version(
                        path,
                        patient.patientId(),
                        reading.name(),
                        content.sizeBytes(),
                        digest,
                        parts,
                        reading.remarks().stream().limit(MAX_REMARKS).toList()));
        patient.keep(path, new KnownFile(digest, root), parts);
        progress.added();
    }

    /** The known file of which {@code content} is the same bytes under another flag. */
    private Optional<FoundFile> renamedFrom(PatientWork patient, ScannedFile.Content content) {
        return otherFlags(content.file()).stream()
                .filter(other -> {
                    KnownFile known = patient.file(other.path());
                    return known != null
                            && known.root().equals(root)
                            && known.digest().equals(content.digest());
                })
                .filter(other -> !files.exists(other))
                .findFirst();
    }

    /** The same path with each of the other condition flags; empty if its name has none. */
    private static List<FoundFile> otherFlags(FoundFile file) {
        if (!(file.place() instanceof SsMixPath.Parsed place)) {
            return List.of();
        }
        String uriPath = file.path().uriPath();
        String stem = uriPath.substring(0, uriPath.length() - place.name().flag().length());
        return FLAGS.chars()
                .mapToObj(flag -> stem + (char) flag)
                .filter(other -> !other.equals(uriPath))
                .map(other -> FoundFile.at(new StoredPath(other)))
                .toList();
    }
}
