package io.warifu.ingest.backup;

import io.warifu.ingest.scan.StorageScanner;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it is told. */
final class RecordedProgress implements BackupProgress {

    final List<String> refused = new ArrayList<>();
    final List<String> remarks = new ArrayList<>();
    StorageScanner.Totals totals = new StorageScanner.Totals(0, 0);
    int seen;
    int added;
    int known;
    int moved;

    /** Files after which the run is cut off. */
    int stopAfterFiles = Integer.MAX_VALUE;

    @Override
    public void expect(StorageScanner.Totals expected) {
        totals = expected;
    }

    @Override
    public void seen(long bytes) {
        seen++;
    }

    @Override
    public void added() {
        added++;
    }

    @Override
    public void known() {
        known++;
    }

    @Override
    public void moved() {
        moved++;
    }

    @Override
    public void refused(String path, String reason) {
        refused.add(path + ": " + reason);
    }

    @Override
    public void remarked(String path, String reason) {
        remarks.add(path + ": " + reason);
    }

    @Override
    public void checkRunning() {
        if (seen >= stopAfterFiles) {
            throw new BackupStoppedException();
        }
    }
}
