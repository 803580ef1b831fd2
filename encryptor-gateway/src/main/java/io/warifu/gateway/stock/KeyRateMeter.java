package io.warifu.gateway.stock;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/**
 * Estimates from looks at the stock how fast keys come in and go out. Pure; its owner locks.
 *
 * <p>Guarantee: the incoming rate is a lower bound, as far as the key manager's counts are true:
 * what others drew is not seen and makes it smaller. Limit: while the stock is full the links wait;
 * such times do not count, and if there is nothing else the last estimate stays.
 */
public final class KeyRateMeter {

    static final Duration WINDOW = Duration.ofMinutes(10);
    static final Duration MIN_OBSERVED = Duration.ofSeconds(10);

    private static final int MAX_INTERVALS = 1_024;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Deque<Interval> intervals = new ArrayDeque<>();
    private OptionalDouble incoming = OptionalDouble.empty();
    private Look last = Look.NONE;
    private long drawnSinceLast;

    private record Look(long atNanos, int storedKeys, boolean full, boolean happened) {
        static final Look NONE = new Look(0, 0, false, false);
    }

    /**
     * The time between two looks.
     *
     * @param open whether the links could deliver in it
     */
    private record Interval(long endNanos, long nanos, long came, long drawn, boolean open) {}

    /** Keys that this gateway drew since the last look. */
    public void drew(int keys) {
        drawnSinceLast += keys;
    }

    /** A look at the stock. */
    public void look(long nowNanos, StockSample sample) {
        if (last.happened() && nowNanos > last.atNanos()) {
            long came = Math.max(0, sample.storedKeys() - last.storedKeys() + drawnSinceLast);
            boolean open = !last.full() || drawnSinceLast > 0;
            intervals.addLast(
                    new Interval(nowNanos, nowNanos - last.atNanos(), came, drawnSinceLast, open));
        }
        drawnSinceLast = 0;
        last = new Look(nowNanos, sample.storedKeys(), sample.full(), true);
        while (!intervals.isEmpty()
                && (intervals.size() > MAX_INTERVALS
                        || nowNanos - intervals.getFirst().endNanos() > WINDOW.toNanos())) {
            intervals.removeFirst();
        }
        estimate();
    }

    private void estimate() {
        long nanos = intervals.stream().filter(Interval::open).mapToLong(Interval::nanos).sum();
        if (nanos >= MIN_OBSERVED.toNanos()) {
            long came = intervals.stream().filter(Interval::open).mapToLong(Interval::came).sum();
            incoming = OptionalDouble.of((double) came / ((double) nanos / NANOS_PER_SECOND));
        }
    }

    /** Empty until the links had room for {@link #MIN_OBSERVED} in all. */
    public OptionalDouble incomingKeysPerSecond() {
        return incoming;
    }

    /** What this gateway draws at present; 0 before the second look. */
    public double drawnKeysPerSecond() {
        long nanos = intervals.stream().mapToLong(Interval::nanos).sum();
        long drawn = intervals.stream().mapToLong(Interval::drawn).sum();
        return nanos == 0 ? 0 : (double) drawn / ((double) nanos / NANOS_PER_SECOND);
    }
}
