package io.warifu.crossref.collect;

import io.warifu.kernel.id.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What is remembered of one share server: whether it answered last. A server that failed, or was
 * outrun several times in a row, is <em>suspect</em>: it is asked last and with little patience, so
 * that a dead site does not slow each read, until a check in the background sees it answer.
 */
final class ServerHealth {

    /** Outrun this often in a row, a server counts as not answering. */
    private static final int MAX_OUTRUN_IN_A_ROW = 3;

    private static final int MAX_REASON_CHARACTERS = 120;

    private final ShareServer server;
    private final InstantSource clock;
    private ServerState.Condition condition = ServerState.Condition.UNKNOWN;
    private Instant since;
    private String reason = "";
    private long latencyMillis = -1;
    private int outrunInARow;

    ServerHealth(ShareServer server, InstantSource clock) {
        this.server = server;
        this.clock = clock;
        this.since = clock.instant();
    }

    SiteId site() {
        return server.site();
    }

    synchronized boolean suspect() {
        return condition == ServerState.Condition.NOT_ANSWERING;
    }

    synchronized void answered(Duration latency) {
        become(ServerState.Condition.ANSWERING, "");
        latencyMillis = latency.toMillis();
        outrunInARow = 0;
    }

    synchronized void failed(Exception failure) {
        // Messages of the HTTP client hold host and port at most, never content.
        String text = failure.getMessage() == null ? "" : ": " + failure.getMessage();
        String whole = failure.getClass().getSimpleName() + text;
        become(
                ServerState.Condition.NOT_ANSWERING,
                whole.substring(0, Math.min(whole.length(), MAX_REASON_CHARACTERS)));
    }

    /** Others were enough and faster by more than the grace. */
    synchronized void outrun() {
        outrunInARow++;
        if (outrunInARow >= MAX_OUTRUN_IN_A_ROW) {
            become(ServerState.Condition.NOT_ANSWERING, "slower than the others");
        }
    }

    synchronized ServerState state() {
        return new ServerState(
                server.site(), server.index(), condition, since, latencyMillis, reason);
    }

    private void become(ServerState.Condition next, String nextReason) {
        if (condition != next) {
            since = clock.instant();
        }
        condition = next;
        reason = nextReason;
    }
}
