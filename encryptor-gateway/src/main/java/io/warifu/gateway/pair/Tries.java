package io.warifu.gateway.pair;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.random.RandomGenerator;

/**
 * When the leading end may try again.
 *
 * <p>Guarantee: three tries a round with growing pauses, growing pauses between rounds, and at most
 * {@link #MAX_BURNT_A_MINUTE} keys burnt a minute, whatever goes wrong. Used by one thread.
 */
final class Tries {

    static final int A_ROUND = 3;
    static final int MAX_BURNT_A_MINUTE = 12;

    private static final long[] PAUSE_MILLIS = {200, 500, 1_000};
    private static final long[] ROUND_PAUSE_MILLIS = {500, 1_000, 2_000};
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    private final RandomGenerator jitter;
    private final Deque<Long> burntAtNanos = new ArrayDeque<>();
    private int failedInRound;
    private int failedRounds;
    private long pauseNanos;
    private long pausedSinceNanos;

    Tries(RandomGenerator jitter) {
        this.jitter = jitter;
    }

    boolean mayTry(long nowNanos) {
        while (!burntAtNanos.isEmpty() && nowNanos - burntAtNanos.getFirst() > MINUTE_NANOS) {
            burntAtNanos.removeFirst();
        }
        return nowNanos - pausedSinceNanos >= pauseNanos
                && burntAtNanos.size() < MAX_BURNT_A_MINUTE;
    }

    void succeeded() {
        failedInRound = 0;
        failedRounds = 0;
        pauseNanos = 0;
    }

    /** Whether a round is over with this failure. */
    boolean failed(long nowNanos) {
        pausedSinceNanos = nowNanos;
        pauseNanos = jittered(PAUSE_MILLIS[Math.min(failedInRound, PAUSE_MILLIS.length - 1)]);
        failedInRound++;
        if (failedInRound < A_ROUND) {
            return false;
        }
        failedInRound = 0;
        pauseNanos =
                jittered(ROUND_PAUSE_MILLIS[Math.min(failedRounds, ROUND_PAUSE_MILLIS.length - 1)]);
        failedRounds++;
        return true;
    }

    void burnt(long nowNanos) {
        burntAtNanos.addLast(nowNanos);
    }

    private long jittered(long millis) {
        return Duration.ofMillis(millis + jitter.nextLong(millis / 4)).toNanos();
    }
}
