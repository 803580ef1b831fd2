package io.warifu.simulator.eavesdrop;

/** A share of pulses as a threshold for 32 random bits. */
final class Share {

    private static final double TWO_TO_32 = 0x1.0p32;

    private final long threshold;

    /** The attacked share of the pulses, above 0, at most 1. */
    Share(double fraction) {
        if (!(fraction > 0 && fraction <= 1)) {
            throw new IllegalArgumentException("the attacked share: above 0, at most 1");
        }
        this.threshold = Math.round(fraction * TWO_TO_32);
    }

    /** Whether the upper 32 of {@code draw}'s bits fall into the share. */
    boolean holds(long draw) {
        return draw >>> 32 < threshold;
    }
}
