package io.warifu.simulator.optics;

/**
 * Bob's receiver: two detectors behind a random choice of basis. With both memories at zero the
 * detection formulas of Ma, Qi, Zhao and Lo (2005) hold exactly.
 *
 * @param efficiency chance that an arriving photon clicks, above 0, at most 1
 * @param darkCountProbability chance of a click without light, per pulse, both detectors together
 * @param misalignment chance that light measured in the right basis gives the wrong bit
 * @param deadTimeNs how long neither detector sees anything after a click
 * @param afterpulseProbability chance that a click, of whatever cause, leaves a trapped carrier
 *     which fires later without light
 * @param afterpulseDecayNs mean delay of that second click, counted from the end of the dead time
 */
public record Detector(
        double efficiency,
        double darkCountProbability,
        double misalignment,
        double deadTimeNs,
        double afterpulseProbability,
        double afterpulseDecayNs) {

    private static final double MAX_DARK_COUNT_PROBABILITY = 0.01;
    private static final double MAX_AFTERPULSE_PROBABILITY = 0.5;
    private static final double MAX_MEMORY_NS = 1e6;

    public Detector {
        if (!(efficiency > 0 && efficiency <= 1)) {
            throw new IllegalArgumentException("detector efficiency: above 0, at most 1");
        }
        if (!(darkCountProbability >= 0 && darkCountProbability <= MAX_DARK_COUNT_PROBABILITY)) {
            throw new IllegalArgumentException(
                    "dark count probability: 0 to " + MAX_DARK_COUNT_PROBABILITY + " per pulse");
        }
        if (!(misalignment >= 0 && misalignment <= 0.5)) {
            throw new IllegalArgumentException("misalignment: 0 to 0.5");
        }
        if (!(deadTimeNs >= 0 && deadTimeNs <= MAX_MEMORY_NS)) {
            throw new IllegalArgumentException("dead time: 0 to " + MAX_MEMORY_NS + " ns");
        }
        if (!(afterpulseProbability >= 0 && afterpulseProbability <= MAX_AFTERPULSE_PROBABILITY)) {
            throw new IllegalArgumentException(
                    "afterpulse probability: 0 to " + MAX_AFTERPULSE_PROBABILITY);
        }
        if (!(afterpulseDecayNs >= 0 && afterpulseDecayNs <= MAX_MEMORY_NS)) {
            throw new IllegalArgumentException("afterpulse decay: 0 to " + MAX_MEMORY_NS + " ns");
        }
    }

    /** A receiver without dead time and afterpulses. */
    public static Detector withoutMemory(
            double efficiency, double darkCountProbability, double misalignment) {
        return new Detector(efficiency, darkCountProbability, misalignment, 0, 0, 0);
    }

    /** How many pulses of a clock of {@code clockHz} a click blinds the detectors for. */
    long deadPulses(double clockHz) {
        return (long) Math.ceil(deadTimeNs * clockHz / 1e9);
    }

    /** Mean delay of an afterpulse behind the dead time, in pulses. */
    double afterpulseDecayPulses(double clockHz) {
        return afterpulseDecayNs * clockHz / 1e9;
    }
}
