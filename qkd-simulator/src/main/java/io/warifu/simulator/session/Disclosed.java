package io.warifu.simulator.session;

/** What the end of error correction leaves known to everybody: the count of disclosed bits. */
final class Disclosed {

    /** Bob tells how many bits he corrected; a number below 2^20 says at most 20 bits. */
    static final int CORRECTED_COUNT_BITS = 20;

    private Disclosed() {}

    /** All bits that the secret length must make up for. */
    static int total(int parityBits, int tagBits) {
        return parityBits + tagBits + CORRECTED_COUNT_BITS;
    }
}
