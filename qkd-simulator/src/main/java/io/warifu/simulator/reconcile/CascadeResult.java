package io.warifu.simulator.reconcile;

import io.warifu.simulator.decoy.BinaryEntropy;

/**
 * What one Cascade run cost and did; both ends count the same numbers.
 *
 * @param leakedBits parity bits that Alice disclosed, counted as they go over the wire
 * @param correctedBits bits that Bob changed
 * @param roundTrips how often Bob had to wait for an answer
 * @param questionMessages messages with questions that Bob sent (each has one answer)
 */
public record CascadeResult(
        long leakedBits, int correctedBits, int roundTrips, int questionMessages) {

    /** How much more than the Shannon limit was disclosed for an error rate of {@code qber}. */
    public double efficiency(int keyBits, double qber) {
        return leakedBits / (keyBits * BinaryEntropy.of(qber));
    }
}
