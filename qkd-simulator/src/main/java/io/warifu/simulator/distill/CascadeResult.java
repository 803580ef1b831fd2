package io.warifu.simulator.distill;

import io.warifu.simulator.decoy.BinaryEntropy;

/**
 * What one Cascade run cost and did; both ends count the same numbers.
 *
 * @param leakedBits parity bits that Alice disclosed, counted as they go over the wire
 * @param correctedBits bits that Bob changed
 * @param roundTrips questions Bob asked
 */
public record CascadeResult(int leakedBits, int correctedBits, int roundTrips) {

    /** How much more than the Shannon limit was disclosed for an error rate of {@code qber}. */
    public double efficiency(int keyBits, double qber) {
        return leakedBits / (keyBits * BinaryEntropy.of(qber));
    }
}
