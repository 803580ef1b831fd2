package io.warifu.simulator.optics;

import java.util.random.RandomGenerator;

/** One drifting quantity, as a share of its amplitude from -1 to 1, along the time of the link. */
final class DriftPath {

    private final Drift drift;
    private final RandomGenerator chance;
    private double phase;
    private double walk;

    DriftPath(Drift drift, RandomGenerator chance) {
        this.drift = drift;
        this.chance = chance;
    }

    /** The value for the next {@code seconds}, during which it counts as constant. */
    double next(double seconds) {
        double sinusoid = StrictMath.sin(2 * Math.PI * phase);
        double value = (1 - drift.walkShare()) * sinusoid + drift.walkShare() * walk;
        double periods = seconds / drift.periodSeconds();
        phase = (phase + periods) % 1;
        if (drift.walkShare() > 0) {
            // In one period the free walk would spread over about the whole range.
            walk = reflected(walk + Math.sqrt(2 * periods) * chance.nextGaussian());
        }
        return value;
    }

    /** {@code x} mirrored at -1 and 1 until it lies between them. */
    private static double reflected(double x) {
        double folded = Math.abs((x - 1) % 4);
        return Math.abs(folded - 2) - 1;
    }
}
