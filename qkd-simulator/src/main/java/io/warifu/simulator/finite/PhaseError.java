package io.warifu.simulator.finite;

import io.warifu.simulator.decoy.BinaryEntropy;

/** From the error share of single photons in the test basis to their phase errors in the key. */
final class PhaseError {

    private static final double LN_2 = StrictMath.log(2);

    private PhaseError() {}

    /** The share of errors plus the deviation, at most 1/2, where nothing is secret any more. */
    static double of(double errors, double singleTest, double deviation) {
        double phi = errors / singleTest + deviation;
        return phi < 0.5 ? phi : 0.5;
    }

    /**
     * gamma of Lim and Rusca. It vanishes at no errors, as printed; Serfling's form does not, which
     * is one reason why Wiesemann's proof is the default.
     *
     * @return the deviation; 1/2 if there is no sample to speak of
     */
    static double gamma(double share, double errors, double singleTest, double singleKey) {
        double b = errors / singleTest;
        if (!(singleTest > 0 && singleKey > 0 && b < 0.5)) {
            return 0.5;
        }
        if (b == 0) {
            return 0;
        }
        double spread = (1 - b) * b;
        double sizes = (singleKey + singleTest) / (singleKey * singleTest);
        double logarithm = BinaryEntropy.log2(sizes / spread / (share * share));
        return StrictMath.sqrt(sizes * spread / LN_2 * Math.max(logarithm, 0));
    }

    /** g of Wiesemann: Serfling's inequality, whatever the number of errors. */
    static double serfling(double share, double singleTest, double singleKey) {
        if (!(singleTest > 0 && singleKey > 0)) {
            return 0.5;
        }
        double sizes = (singleKey + singleTest) / (singleKey * singleTest);
        return StrictMath.sqrt(sizes * ((singleTest + 1) / singleTest) * StrictMath.log(1 / share));
    }
}
