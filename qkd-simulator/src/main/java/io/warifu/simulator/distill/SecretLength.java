package io.warifu.simulator.distill;

import io.warifu.simulator.decoy.BinaryEntropy;

/**
 * How many secret bits a corrected key is worth.
 *
 * <p>Formula: {@code n (1 - d) (1 - h(e / (1 - d))) - leaked - margin}, with n key bits, error rate
 * e, d the largest share of clicks that pulses of several photons can explain (zero for the
 * single-photon source that the simulator uses by default; this is the bound of Gottesman, Lo,
 * Luetkenhaus and Preskill 2004), and all bits disclosed by error correction and verification.
 *
 * <p>Honest limit: it is the <em>asymptotic</em> formula. The error rate measured in one block is
 * taken for the true one, without the statistical terms that a finite key needs, so no epsilon of
 * security may be claimed from it. The margin is that of the leftover hash lemma alone, {@code 2
 * log2(1 / (2 eps))} for eps = 1e-10.
 */
public final class SecretLength {

    /**
     * What the leftover hash lemma takes for a distance of 1e-10 from uniform: 64.4, rounded up.
     */
    public static final int MARGIN_BITS = 65;

    private SecretLength() {}

    /** The length in bits, a multiple of 8, or 0 if nothing secret is left. */
    public static int of(int keyBits, double qber, double multiPhotonShare, int leakedBits) {
        double single = 1 - multiPhotonShare;
        if (single <= 0) {
            return 0;
        }
        double singlePhotonErrorRate = Math.min(0.5, qber / single);
        double secret =
                keyBits * single * (1 - BinaryEntropy.of(singlePhotonErrorRate))
                        - leakedBits
                        - MARGIN_BITS;
        return Math.max(0, (int) StrictMath.floor(secret)) & ~7;
    }
}
