package io.warifu.ingest.job;

import io.warifu.ingest.backup.Safety;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as it is told to people and programs.
 *
 * @param state RUNNING, DONE or FAILED
 * @param directory the storage, as its real path in URI form
 * @param startedAt ISO-8601 instant in UTC
 * @param filesSeen files read so far in this run
 * @param filesTotal files counted at its beginning
 * @param versionsNew versions accepted or about to be
 * @param versionsKnown files that the journal knew with the same bytes
 * @param moved files that the journal knew under another condition flag
 * @param safe versions of this storage with all receipts
 * @param atRisk versions of this storage with enough receipts to restore, but not all
 * @param pending versions of this storage with fewer
 * @param refusedTotal things that could not be backed up
 * @param remarksTotal remarks on files that were
 * @param refused the first of them
 * @param remarks the first of them
 * @param error code and sentence if the run failed, else null
 */
public record IngestReport(
        String id,
        String state,
        String directory,
        String startedAt,
        long filesSeen,
        long filesTotal,
        long bytesTotal,
        long bytesDone,
        long versionsNew,
        long versionsKnown,
        long moved,
        long safe,
        long atRisk,
        long pending,
        long refusedTotal,
        long remarksTotal,
        List<Note> refused,
        List<Note> remarks,
        @Nullable String error) {

    public static final String RUNNING = "RUNNING";
    public static final String DONE = "DONE";
    public static final String FAILED = "FAILED";

    public IngestReport {
        refused = List.copyOf(refused);
        remarks = List.copyOf(remarks);
    }

    /** A path and what is to be said of it. */
    public record Note(String path, String reason) {}

    IngestReport endedAs(String newState, String newError) {
        return with(newState, newError, new Safety(safe + atRisk + pending, safe, atRisk));
    }

    /** The couriers go on after a run has ended, so its storage becomes safer. */
    IngestReport with(Safety now) {
        return with(state, error, now);
    }

    private IngestReport with(String newState, @Nullable String newError, Safety safety) {
        return new IngestReport(
                id,
                newState,
                directory,
                startedAt,
                filesSeen,
                filesTotal,
                bytesTotal,
                bytesDone,
                versionsNew,
                versionsKnown,
                moved,
                safety.safe(),
                safety.atRisk(),
                safety.pending(),
                refusedTotal,
                remarksTotal,
                refused,
                remarks,
                newError);
    }
}
