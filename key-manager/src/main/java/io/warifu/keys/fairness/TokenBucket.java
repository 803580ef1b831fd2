package io.warifu.keys.fairness;

import java.util.function.LongSupplier;

/**
 * Bits that may be drawn: full at first, refilled at a steady rate up to its capacity. Not safe for
 * several threads; its owner locks.
 */
final class TokenBucket {

    private static final double NANOS_PER_SECOND = 1e9;

    private final double capacityBits;
    private final double bitsPerSecond;
    private final LongSupplier nanoTime;
    private double level;
    private long filledAtNanos;

    /**
     * A full bucket.
     *
     * @param nanoTime a clock that never goes back, in nanoseconds
     */
    TokenBucket(long capacityBits, long bitsPerSecond, LongSupplier nanoTime) {
        this.capacityBits = capacityBits;
        this.bitsPerSecond = bitsPerSecond;
        this.nanoTime = nanoTime;
        this.level = capacityBits;
        this.filledAtNanos = nanoTime.getAsLong();
    }

    long levelBits() {
        refill();
        return (long) level;
    }

    /** Draws what is there, at most {@code bits}. */
    void drawUpTo(long bits) {
        refill();
        level -= Math.min(level, (double) bits);
    }

    void giveBack(long bits) {
        refill();
        level = Math.min(capacityBits, level + (double) bits);
    }

    /** Seconds until {@code bits} are there; the time to be full if they never will be. */
    double secondsUntil(long bits) {
        refill();
        double missing = Math.min((double) bits, capacityBits) - level;
        return Math.max(0, missing / bitsPerSecond);
    }

    private void refill() {
        long now = nanoTime.getAsLong();
        double seconds = (now - filledAtNanos) / NANOS_PER_SECOND;
        level = Math.min(capacityBits, level + seconds * bitsPerSecond);
        filledAtNanos = now;
    }
}
