package io.warifu.ingest.backup;

import io.warifu.ingest.backup.PatientRecord.KnownFile;
import io.warifu.ingest.scan.RecordReading;
import io.warifu.kernel.pack.CatalogueEntry;
import io.warifu.kernel.pack.CatalogueEntry.RecordName;
import io.warifu.kernel.pack.PartRef;
import io.warifu.kernel.pack.Sha256;
import io.warifu.kernel.pack.StoredPath;
import io.warifu.ssmix2.message.Demographics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One patient during a run: what the journal knew, and what the open batch adds to it. */
final class PatientWork {

    /** A catalogue field has a limit; a longer name is some fault of the sender. */
    private static final int MAX_NAME_CHARACTERS = 512;

    private final String patientId;
    private final Map<StoredPath, KnownFile> files;
    private final Map<Sha256, List<PartRef>> contents;
    private PatientStanding standing;

    PatientWork(PatientRecord record) {
        patientId = record.standing().patientId();
        files = new HashMap<>(record.files());
        contents = new HashMap<>(record.contents());
        standing = record.standing();
    }

    String patientId() {
        return patientId;
    }

    PatientStanding standing() {
        return standing;
    }

    @Nullable KnownFile file(StoredPath path) {
        return files.get(path);
    }

    @Nullable List<PartRef> parts(Sha256 digest) {
        return contents.get(digest);
    }

    void keep(StoredPath path, KnownFile file, List<PartRef> parts) {
        files.put(path, file);
        contents.putIfAbsent(file.digest(), parts);
    }

    void see(StoredPath path, KnownFile file) {
        files.put(path, file);
    }

    void move(StoredPath from, StoredPath to) {
        KnownFile file = files.remove(from);
        if (file != null) {
            files.put(to, file);
        }
    }

    /** The catalogue entry that {@code reading} makes necessary, if it knows the patient better. */
    Optional<CatalogueEntry.Patient> learn(RecordReading reading) {
        RecordName name = reading.name();
        Demographics said = reading.demographics();
        if (name == null || said == null) {
            return Optional.empty();
        }
        PatientStanding candidate = PatientStanding.of(name, digest(said));
        if (!standing.yieldsTo(candidate)) {
            return Optional.empty();
        }
        boolean news = !Optional.ofNullable(candidate.digest()).equals(known());
        standing = candidate;
        return news
                ? Optional.of(
                        new CatalogueEntry.Patient(
                                patientId,
                                clipped(said.kanjiName()),
                                clipped(said.kanaName()),
                                said.birthDate(),
                                clipped(said.sex())))
                : Optional.empty();
    }

    private static String clipped(String text) {
        return text.length() <= MAX_NAME_CHARACTERS
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_NAME_CHARACTERS / 2));
    }

    private Optional<Sha256> known() {
        return Optional.ofNullable(standing.digest());
    }

    private static Sha256 digest(Demographics said) {
        String text =
                String.join(
                        "\n",
                        said.kanjiName(),
                        said.kanaName(),
                        String.valueOf(said.birthDate()),
                        said.sex());
        return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
