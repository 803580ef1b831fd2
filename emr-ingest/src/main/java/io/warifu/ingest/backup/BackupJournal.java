package io.warifu.ingest.backup;

/**
 * What this service has promised to keep.
 *
 * <p>Guarantee: {@link #accept} is one transaction. When it returns, the batch survives any crash,
 * its shares are in the outbox, and they are never dealt again; if it throws, nothing has happened.
 * Segment numbers have no gaps and no doubles. The journal holds identifiers and hashes, no
 * clinical content; the outbox holds all shares of an object until they are sent, so the database
 * belongs to the hospital's own trust domain.
 */
public interface BackupJournal {

    /** Makes the catalogue segment of a batch once its number is known. */
    interface SegmentMaker {
        SealedObject segment(long sequence);
    }

    PatientRecord recall(String patientId);

    /** Accepts {@code batch}; {@code maker} is called if it has catalogue entries. */
    void accept(Batch batch, SegmentMaker maker);

    /** Of the files that were last seen below {@code root}. */
    Safety safetyOf(String root);

    /** Of every version ever accepted. */
    Safety safety();

    /** Patients with at least one file. */
    long patients();
}
