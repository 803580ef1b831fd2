package io.warifu.simulator.proof;

/**
 * What error correction and its verification did.
 *
 * @param variant of Cascade
 * @param frames into which the key was cut
 * @param roundTrips questions that waited for an answer
 * @param parityBits bits about the key that went over the wire, counted there
 * @param correctedBits bits that Bob flipped
 * @param verificationHash name of the hash that compared the keys at the end
 * @param tagBits of it that were sent
 * @param countBits the numbers of errors per intensity, told in the open, are worth at most so many
 */
public record Correction(
        String variant,
        long frames,
        long roundTrips,
        long parityBits,
        long correctedBits,
        String verificationHash,
        int tagBits,
        int countBits) {

    private static final int MAX_TAG_BITS = 1024;

    public Correction {
        Whole.word("variant", variant);
        Whole.count("frames", frames);
        Whole.count("round trips", roundTrips);
        Whole.count("parity bits", parityBits);
        Whole.count("corrected bits", correctedBits);
        Whole.word("verification hash", verificationHash);
        Whole.require("tag bits", tagBits, 0, MAX_TAG_BITS);
        Whole.require("count bits", countBits, 0, MAX_TAG_BITS);
    }

    /** All that was told about the key, which the length formula takes off. */
    public long leakBits() {
        return parityBits + tagBits + countBits;
    }
}
