package io.warifu.simulator.session;

import io.warifu.simulator.bb84.ErrorEstimate;

/** How a round ended; both ends come to the same result, or the channel breaks. */
public sealed interface RoundOutcome {

    /** A key block is finished and both ends have said so. */
    record Distilled(KeyBlock block, int siftedBits, ErrorEstimate errors, DistillationCost cost)
            implements RoundOutcome {}

    /** The error rate is in order; no key was wanted. */
    record Clean(int siftedBits, ErrorEstimate errors) implements RoundOutcome {}

    /** The error rate is above the limit: somebody listens, or the fibre is as good as cut. */
    record Tapped(int siftedBits, ErrorEstimate errors) implements RoundOutcome {}

    /** No key and no verdict; everything of this round is forgotten. */
    record Discarded(int siftedBits, ErrorEstimate errors, Reason reason) implements RoundOutcome {}

    /** Why a round was dropped. */
    enum Reason {
        TOO_FEW_DETECTIONS,
        KEYS_STILL_DIFFER,
        NO_SECRET_LEFT
    }

    int siftedBits();

    ErrorEstimate errors();

    /**
     * What post-processing cost.
     *
     * @param keyBits bits that went into error correction
     * @param leakedBits parity bits disclosed
     * @param roundTrips questions that error correction asked
     */
    record DistillationCost(int keyBits, int leakedBits, int roundTrips) {}
}
