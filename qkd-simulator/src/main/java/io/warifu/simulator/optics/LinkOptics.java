package io.warifu.simulator.optics;

import io.warifu.simulator.decoy.SourceSettings;

/**
 * Source, fibre and detectors of one link; public, and the same at both ends.
 *
 * @param source intensities and basis bias
 * @param clockHz pulses per second; time on the link is pulses divided by it
 * @param fibre nominal loss
 * @param detector Bob's receiver
 * @param drift how loss and misalignment wander
 */
public record LinkOptics(
        SourceSettings source, double clockHz, Fibre fibre, Detector detector, Drift drift) {

    /** Light pulses beyond this in one arriving train are refused: it bounds what a train costs. */
    public static final int MAX_CLICKS_PER_TRAIN = 1 << 20;

    /** Pulses beyond this in one train are refused: about five hours of a 1 GHz clock. */
    public static final long MAX_PULSES_PER_TRAIN = 1L << 44;

    private static final double MIN_CLOCK_HZ = 1e3;
    private static final double MAX_CLOCK_HZ = 1e11;

    public LinkOptics {
        if (!(clockHz >= MIN_CLOCK_HZ && clockHz <= MAX_CLOCK_HZ)) {
            throw new IllegalArgumentException(
                    "clock: " + MIN_CLOCK_HZ + " to " + MAX_CLOCK_HZ + " Hz");
        }
    }

    /** Chance that one photon passes fibre and detector at nominal loss. */
    public double transmittance() {
        return fibre.transmittance() * detector.efficiency();
    }

    /** The same on the best day that drift allows; at most 1. */
    double highestTransmittance() {
        return drift.lossAmplitudeDb() == 0 ? transmittance() : transmittanceWith(-1);
    }

    /** The same when the loss has drifted by {@code share} of its amplitude. */
    double transmittanceWith(double share) {
        double lossDb = Math.max(0, fibre.lossDb() + share * drift.lossAmplitudeDb());
        return Math.pow(10, -lossDb / 10) * detector.efficiency();
    }

    /** Misalignment when it has drifted by {@code share} of its amplitude; 0 to 0.5. */
    double misalignmentWith(double share) {
        double drifted = detector.misalignment() + share * drift.misalignmentAmplitude();
        return Math.max(0, Math.min(0.5, drifted));
    }

    /** Clicks per pulse, all causes, over all intensities, at nominal loss. */
    public double clickProbability() {
        return LinkBudget.of(this).clickProbability();
    }

    /** How many pulses give about {@code clicks} clicks. */
    public long pulsesFor(int clicks) {
        if (clicks <= 0 || clicks > MAX_CLICKS_PER_TRAIN / 2) {
            throw new IllegalArgumentException(
                    "clicks per train: 1 to " + MAX_CLICKS_PER_TRAIN / 2);
        }
        double probability = clickProbability();
        double pulses = probability > 0 ? Math.ceil(clicks / probability) : MAX_PULSES_PER_TRAIN;
        return (long) Math.min(MAX_PULSES_PER_TRAIN, pulses);
    }
}
