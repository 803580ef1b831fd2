package io.warifu.keys.view;

import org.jspecify.annotations.Nullable;

/**
 * How a pair of SAEs fares at the master's site.
 *
 * @param keysIssued since the database was made
 * @param bitsIssued since the database was made
 * @param bitsPerSecond drawn at present
 * @param availableBits that the pair could draw now
 * @param reservedBits of the stock that other pairs leave to this one now
 * @param minutesLeft until the pair has drawn what is available, at the present rate and without
 *     new key; null if it draws nothing
 */
record PairView(
        String master,
        String slave,
        String target,
        long keysIssued,
        long bitsIssued,
        double bitsPerSecond,
        long availableBits,
        long reservedBits,
        @Nullable Double minutesLeft) {

    private static final double SECONDS_PER_MINUTE = 60;

    /** Slower than a key in ten minutes counts as nothing. */
    private static final double MIN_RATE_BITS_PER_SECOND = 256 / 600.0;

    static @Nullable Double minutesLeft(long availableBits, double bitsPerSecond) {
        return bitsPerSecond < MIN_RATE_BITS_PER_SECOND
                ? null
                : (double) availableBits / bitsPerSecond / SECONDS_PER_MINUTE;
    }
}
