package io.warifu.keys.fairness;

import java.util.function.LongSupplier;

/**
 * Present rate of something that comes in lumps: a mean in which what happened {@code t} ago counts
 * with weight exp(-t / 2 min). Not safe for several threads; its owner locks.
 */
final class RateMeter {

    static final double TIME_CONSTANT_SECONDS = 120;

    private static final double NANOS_PER_SECOND = 1e9;

    private final LongSupplier nanoTime;
    private final long startedAtNanos;
    private double weightedBits;
    private long updatedAtNanos;

    RateMeter(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.startedAtNanos = nanoTime.getAsLong();
        this.updatedAtNanos = startedAtNanos;
    }

    void add(long bits) {
        decay();
        weightedBits += bits;
    }

    double bitsPerSecond() {
        decay();
        double age = (updatedAtNanos - startedAtNanos) / NANOS_PER_SECOND;
        // A young meter has not yet seen a whole time constant; without this it would start at 0.
        double seen = TIME_CONSTANT_SECONDS * -Math.expm1(-age / TIME_CONSTANT_SECONDS);
        return weightedBits / Math.max(seen, 1);
    }

    private void decay() {
        long now = nanoTime.getAsLong();
        double seconds = (now - updatedAtNanos) / NANOS_PER_SECOND;
        weightedBits *= Math.exp(-seconds / TIME_CONSTANT_SECONDS);
        updatedAtNanos = now;
    }
}
