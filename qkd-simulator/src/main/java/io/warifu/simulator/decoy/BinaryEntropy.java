package io.warifu.simulator.decoy;

/** The binary entropy function; strict arithmetic, because both ends must get the same number. */
public final class BinaryEntropy {

    private static final double LN_2 = StrictMath.log(2);

    private BinaryEntropy() {}

    /** Bits of surprise in one bit that is one with chance {@code p}. */
    public static double of(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("a probability lies between 0 and 1");
        }
        return p == 0 || p == 1 ? 0 : -(p * log2(p) + (1 - p) * log2(1 - p));
    }

    /** Logarithm to base 2, in strict arithmetic. */
    public static double log2(double x) {
        return StrictMath.log(x) / LN_2;
    }
}
