package io.warifu.simulator.optics;

/**
 * Slow change of a link over its own time: a sinusoid (the day's temperature) mixed with a random
 * walk kept within bounds (everything else). Loss and misalignment drift independently and never
 * leave nominal value ± amplitude.
 *
 * @param lossAmplitudeDb largest departure of the loss, 0 to 6 dB
 * @param misalignmentAmplitude largest departure of the misalignment, 0 to 0.2
 * @param periodSeconds period of the sinusoid and time scale of the walk, in link time
 * @param walkShare share of the amplitude that belongs to the walk, 0 to 1
 */
public record Drift(
        double lossAmplitudeDb,
        double misalignmentAmplitude,
        double periodSeconds,
        double walkShare) {

    private static final double MAX_LOSS_AMPLITUDE_DB = 6;
    private static final double MAX_MISALIGNMENT_AMPLITUDE = 0.2;

    public Drift {
        if (!(lossAmplitudeDb >= 0 && lossAmplitudeDb <= MAX_LOSS_AMPLITUDE_DB)) {
            throw new IllegalArgumentException(
                    "drift of the loss: 0 to " + MAX_LOSS_AMPLITUDE_DB + " dB");
        }
        if (!(misalignmentAmplitude >= 0 && misalignmentAmplitude <= MAX_MISALIGNMENT_AMPLITUDE)) {
            throw new IllegalArgumentException(
                    "drift of the misalignment: 0 to " + MAX_MISALIGNMENT_AMPLITUDE);
        }
        if (!(periodSeconds > 0 && Double.isFinite(periodSeconds))) {
            throw new IllegalArgumentException("period of the drift: above 0 s, finite");
        }
        if (!(walkShare >= 0 && walkShare <= 1)) {
            throw new IllegalArgumentException("share of the random walk: 0 to 1");
        }
    }

    /** A link that stays as it is. */
    public static Drift none() {
        return new Drift(0, 0, 86_400, 0);
    }
}
