package io.warifu.ingest.job;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.warifu.ingest.backup.BackupProgress;
import io.warifu.ingest.backup.BackupStoppedException;
import io.warifu.ingest.backup.Safety;
import io.warifu.ingest.job.IngestReport.Note;
import io.warifu.ingest.scan.StorageScanner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One run in memory: written by the thread that backs up, read by those who ask. */
final class IngestRun implements BackupProgress {

    /** Of each list; further notes are only counted. */
    static final int MAX_NOTES = 1_000;

    private static final int MAX_PATH_CHARACTERS = 1_024;

    private final UUID id;
    private final String root;
    private final Instant startedAt;
    private final Counter files;
    private final Counter bytes;
    private final List<Note> refused = new ArrayList<>();
    private final List<Note> remarks = new ArrayList<>();
    private StorageScanner.Totals totals = new StorageScanner.Totals(0, 0);
    private long filesSeen;
    private long bytesDone;
    private long added;
    private long known;
    private long moved;
    private long refusedTotal;
    private long remarksTotal;
    private String state = IngestReport.RUNNING;
    private @Nullable String error;
    private boolean stopping;

    IngestRun(UUID id, String root, Instant startedAt, MeterRegistry registry) {
        this.id = id;
        this.root = root;
        this.startedAt = startedAt;
        files = registry.counter("warifu.ingest.files");
        bytes = Counter.builder("warifu.ingest.bytes").baseUnit("bytes").register(registry);
    }

    UUID id() {
        return id;
    }

    String root() {
        return root;
    }

    Instant startedAt() {
        return startedAt;
    }

    @Override
    public synchronized void expect(StorageScanner.Totals expected) {
        totals = expected;
    }

    @Override
    public synchronized void seen(long sizeBytes) {
        filesSeen++;
        bytesDone += sizeBytes;
        files.increment();
        bytes.increment((double) sizeBytes);
    }

    @Override
    public synchronized void added() {
        added++;
    }

    @Override
    public synchronized void known() {
        known++;
    }

    @Override
    public synchronized void moved() {
        moved++;
    }

    @Override
    public synchronized void refused(String path, String reason) {
        refusedTotal++;
        note(refused, path, reason);
    }

    @Override
    public synchronized void remarked(String path, String reason) {
        remarksTotal++;
        note(remarks, path, reason);
    }

    private static void note(List<Note> notes, String path, String reason) {
        if (notes.size() < MAX_NOTES) {
            notes.add(
                    new Note(
                            path.substring(0, Math.min(path.length(), MAX_PATH_CHARACTERS)),
                            reason));
        }
    }

    synchronized void stop() {
        stopping = true;
    }

    @Override
    public synchronized void checkRunning() {
        if (stopping) {
            throw new BackupStoppedException();
        }
    }

    synchronized void done() {
        state = IngestReport.DONE;
    }

    synchronized void failed(String reason) {
        state = IngestReport.FAILED;
        error = reason;
    }

    synchronized String state() {
        return state;
    }

    synchronized IngestReport report(Safety safety) {
        return new IngestReport(
                id.toString(),
                state,
                root,
                startedAt.toString(),
                filesSeen,
                totals.files(),
                totals.bytes(),
                bytesDone,
                added,
                known,
                moved,
                safety.safe(),
                safety.atRisk(),
                safety.pending(),
                refusedTotal,
                remarksTotal,
                refused,
                remarks,
                error);
    }
}
