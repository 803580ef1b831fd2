package io.warifu.simulator.asymptotic;

import io.warifu.simulator.decoy.BinaryEntropy;

/** Secret rates from what a field trial reports: sifted rate, error rate, intensity. */
public final class SiftedRate {

    private SiftedRate() {}

    /**
     * Decoy BB84 with negligible dark counts: the share of single photons among the clicks is about
     * e^(-mu), and their error rate that of all clicks.
     */
    public static double decoy(double sifted, double qber, double mean, double f) {
        double h = BinaryEntropy.of(qber);
        return Math.max(sifted * (StrictMath.exp(-mean) * (1 - h) - f * h), 0);
    }

    /**
     * Differential phase shift against individual attacks (Waks, Takesue, Yamamoto, Phys. Rev. A
     * 73, 012344, 2006; recalled): weaker than what the decoy proofs grant.
     */
    public static double differentialPhase(double sifted, double qber, double mean, double f) {
        double collision = 1 - qber * qber - (1 - 6 * qber) * (1 - 6 * qber) / 2;
        double compression = -(1 - 2 * mean) * BinaryEntropy.log2(collision);
        return Math.max(sifted * (compression - f * BinaryEntropy.of(qber)), 0);
    }
}
