package io.warifu.simulator.verify;

import org.jspecify.annotations.Nullable;

/**
 * What became of one file.
 *
 * @param file its name as given
 * @param outcome whether it may be believed
 * @param check the check that failed, if one did
 * @param detail why, in a sentence
 * @param statement what the ledger is about; null if it could not be read
 */
public record Verdict(
        String file,
        Outcome outcome,
        @Nullable Check check,
        String detail,
        @Nullable Statement statement) {

    /** Whether it may be believed. */
    public enum Outcome {
        /** Every check held, and the signer stands under the given root. */
        OK,
        /** Every check held, but no root was given: anybody may have made that certificate. */
        NOT_ANCHORED,
        REJECTED
    }

    /** The ledger in short. */
    public record Statement(
            String link,
            String end,
            long sequence,
            String blockId,
            String proof,
            long keyBits,
            double qber,
            long leakBits,
            long secretBits,
            long deliveredBits) {}
}
