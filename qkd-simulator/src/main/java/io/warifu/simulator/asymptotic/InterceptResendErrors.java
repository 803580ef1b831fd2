package io.warifu.simulator.asymptotic;

/** What the oldest attack does to the error rate. */
public final class InterceptResendErrors {

    private InterceptResendErrors() {}

    /**
     * The error rate when Eve, with ideal devices, measures this fraction of the pulses in a random
     * basis and sends what she saw. Misalignment at Bob undoes as many of her errors as it makes.
     */
    public static double qber(double fraction, double misalignment) {
        if (!(fraction >= 0 && fraction <= 1 && misalignment >= 0 && misalignment <= 0.5)) {
            throw new IllegalArgumentException("fraction: 0 to 1; misalignment: 0 to 0.5");
        }
        return fraction / 4 + misalignment * (1 - fraction / 2);
    }
}
