package io.warifu.ingest.backup;

import io.warifu.ingest.scan.StorageScanner;

/** Told how a run goes on; the reasons and paths it hears are for people. */
public interface BackupProgress {

    void expect(StorageScanner.Totals totals);

    void seen(long bytes);

    void added();

    void known();

    void moved();

    void refused(String path, String reason);

    void remarked(String path, String reason);

    /** Throws {@link BackupStoppedException} if the run shall end. */
    void checkRunning();
}
