package io.warifu.simulator.optics;

/**
 * Source, fibre and detectors of one link; both ends hold the same values. Limits of this model: no
 * dead time, no afterpulses, no drift.
 */
public record LinkOptics(PhotonSource source, Fibre fibre, Detector detector) {

    /** Photons beyond this in one train are refused: it bounds what a round can cost. */
    public static final int MAX_CLICKS_PER_TRAIN = 1 << 20;

    /** Pulses beyond this in one train are refused: about five hours of a 1 GHz clock. */
    public static final long MAX_PULSES_PER_TRAIN = 1L << 44;

    /** The chance that a pulse's light clicks. */
    public double signalProbability() {
        return source.arrivalProbability(fibre.transmittance() * detector.efficiency());
    }

    /** The chance that a pulse clicks at all. */
    public double clickProbability() {
        return 1 - (1 - signalProbability()) * (1 - detector.darkCountProbability());
    }

    /** How many pulses give about {@code clicks} clicks. */
    public long pulsesFor(int clicks) {
        if (clicks <= 0 || clicks > MAX_CLICKS_PER_TRAIN / 2) {
            throw new IllegalArgumentException(
                    "clicks per train: 1 to " + MAX_CLICKS_PER_TRAIN / 2);
        }
        return Math.min(MAX_PULSES_PER_TRAIN, (long) Math.ceil(clicks / clickProbability()));
    }

    /**
     * The largest share of the clicks that pulses of several photons can account for, if an
     * attacker lets all of those through: zero for a single-photon source.
     */
    public double multiPhotonShare(long pulses, int clicks) {
        double multiPhotonPulses = source.multiPhotonProbability() * pulses;
        return clicks == 0 ? 1 : Math.min(1, multiPhotonPulses / clicks);
    }
}
