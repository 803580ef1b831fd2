package io.warifu.ingest.backup;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.pack.CatalogueEntry;
import io.warifu.kernel.pack.CatalogueSegment;
import io.warifu.kernel.pack.PartRef;
import io.warifu.kernel.pack.StoredPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers a {@link Batch} and hands it to the journal when it is full.
 *
 * <p>Limit: a large file may span batches. Its packs are then accepted before the entry that names
 * them; a crash in between leaves packs that no catalogue names and that the next run replaces.
 */
final class OpenBatch {

    static final int MAX_PATIENTS = 64;
    static final int MAX_CONTENT_BYTES = 8 << 20;
    static final int MAX_CATALOGUE_ENTRIES = 16_384;

    /** Of one segment, well below what one parcel holds. */
    static final int MAX_CATALOGUE_BYTES = 4 << 20;

    /** Digest, sizes, and the fields of a file name. */
    private static final int FIXED_ENTRY_BYTES = 256;

    private static final int PART_BYTES = 20;

    private final String root;
    private final SiteId owner;
    private final BackupJournal journal;
    private final ObjectSealer sealer;
    private final Runnable accepted;
    private final Map<String, PatientWork> patients = new HashMap<>();
    private final List<SealedObject> packs = new ArrayList<>();
    private final List<CatalogueEntry> entries = new ArrayList<>();
    private final List<StoredPath> seenHere = new ArrayList<>();
    private @Nullable OpenPack pack;
    private long sealedBytes;
    private long catalogueBytes;

    /**
     * Begins an empty batch.
     *
     * @param accepted called after each acceptance, when there is something to send
     */
    OpenBatch(
            String root,
            SiteId owner,
            BackupJournal journal,
            ObjectSealer sealer,
            Runnable accepted) {
        this.root = root;
        this.owner = owner;
        this.journal = journal;
        this.sealer = sealer;
        this.accepted = accepted;
    }

    PatientWork patient(String patientId) {
        return patients.computeIfAbsent(patientId, id -> new PatientWork(journal.recall(id)));
    }

    /** Puts one piece of a file into a pack of its patient. */
    PartRef store(PatientWork patient, StoredPath path, long offsetBytes, byte[] bytes) {
        OpenPack open = pack;
        if (open != null && !open.takes(patient.patientId(), bytes.length)) {
            sealPack();
            if (sealedBytes >= MAX_CONTENT_BYTES) {
                accept(patient);
            }
            open = null;
        }
        if (open == null) {
            open = new OpenPack(sealer.newObjectId(), patient.patientId());
            pack = open;
        }
        return open.add(path, offsetBytes, bytes);
    }

    void add(CatalogueEntry entry) {
        entries.add(entry);
        catalogueBytes += estimatedBytes(entry);
    }

    void seenHere(StoredPath path) {
        seenHere.add(path);
    }

    /** Hands the batch over if one of its limits is reached; called between two files. */
    void acceptIfFull(PatientWork current) {
        long bytes = sealedBytes + (pack == null ? 0 : pack.contentBytes());
        if (bytes >= MAX_CONTENT_BYTES
                || catalogueBytes >= MAX_CATALOGUE_BYTES
                || entries.size() + seenHere.size() >= MAX_CATALOGUE_ENTRIES) {
            accept(current);
        }
    }

    /** Hands the batch over if no further patient fits; called between two patients. */
    void acceptIfCrowded() {
        if (patients.size() >= MAX_PATIENTS) {
            acceptRest();
        }
    }

    void acceptRest() {
        sealPack();
        hand();
        patients.clear();
    }

    private void accept(PatientWork current) {
        sealPack();
        hand();
        // The current patient goes on in the next batch with what it has learnt.
        patients.clear();
        patients.put(current.patientId(), current);
    }

    private void sealPack() {
        OpenPack open = pack;
        if (open != null) {
            packs.add(sealer.seal(open.id(), open.close()));
            sealedBytes += open.contentBytes();
            pack = null;
        }
    }

    private void hand() {
        Batch batch =
                new Batch(
                        root,
                        packs,
                        entries,
                        patients.values().stream().map(PatientWork::standing).toList(),
                        seenHere);
        if (!batch.isEmpty()) {
            journal.accept(
                    batch,
                    sequence ->
                            sealer.seal(new CatalogueSegment(owner, sequence, batch.entries())));
            accepted.run();
        }
        packs.clear();
        entries.clear();
        seenHere.clear();
        sealedBytes = 0;
        catalogueBytes = 0;
    }

    private static long estimatedBytes(CatalogueEntry entry) {
        return FIXED_ENTRY_BYTES
                + switch (entry) {
                    case CatalogueEntry.Patient patient ->
                            3L * (patient.kanjiName().length() + patient.kanaName().length());
                    case CatalogueEntry.Move move ->
                            move.from().uriPath().length() + move.to().uriPath().length();
                    case CatalogueEntry.Version version ->
                            version.path().uriPath().length()
                                    + (long) PART_BYTES * version.parts().size()
                                    + version.remarks().stream().mapToLong(String::length).sum();
                };
    }
}
