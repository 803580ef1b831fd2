package io.warifu.simulator.optics;

import java.util.random.RandomGenerator;

/**
 * The pulses at which something with a fixed small chance happens, found by drawing the gap to the
 * next one from the geometric law instead of asking every pulse: the same distribution at a cost
 * per click, not per pulse.
 */
final class ClickGaps {

    private final double logOfMiss;
    private final RandomGenerator chance;
    private long pulse = -1;

    ClickGaps(double probability, RandomGenerator chance) {
        this.logOfMiss = Math.log1p(-probability);
        this.chance = chance;
    }

    /** The next such pulse below {@code pulses}, or -1 if there is none. */
    long nextBelow(long pulses) {
        if (logOfMiss == 0) {
            return -1;
        }
        // 1 - nextDouble() lies in (0, 1], so the logarithm is finite.
        double misses = Math.floor(Math.log(1 - chance.nextDouble()) / logOfMiss);
        if (misses >= pulses - pulse - 1) {
            return -1;
        }
        pulse += 1 + (long) misses;
        return pulse;
    }
}
