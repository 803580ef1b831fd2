package io.warifu.simulator.finite;

import io.warifu.simulator.decoy.BinaryEntropy;

/** What privacy amplification costs by the leftover hash lemma. */
public final class LeftoverHash {

    private LeftoverHash() {}

    /**
     * Bits by which the key is shorter than its min-entropy so that it is {@code epsilon}-close to
     * uniform: eps = (1/2) 2^(-(H_min - length)/2). The proofs' deductions contain this term.
     */
    public static double lossBits(double epsilon) {
        if (!(epsilon > 0 && epsilon < 1)) {
            throw new IllegalArgumentException("epsilon: between 0 and 1");
        }
        return 2 * BinaryEntropy.log2(1 / (2 * epsilon));
    }
}
