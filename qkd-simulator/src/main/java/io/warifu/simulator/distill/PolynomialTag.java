package io.warifu.simulator.distill;

import io.warifu.simulator.bits.BitString;
import java.util.Arrays;

/**
 * The verification hash: the key, cut into chunks of 60 bits, as the coefficients of a polynomial
 * that is evaluated at a random point modulo the prime 2^61 - 1.
 *
 * <p>Guarantee: two different keys of L chunks have the same tag for at most L + 1 of the 2^61 - 1
 * points, so below 2^-50 for keys of up to {@value #MAX_KEY_BITS} bits, if the point is drawn after
 * both keys are fixed. Point and tag are public, hence {@value #TAG_BITS} bits of the key are taken
 * off later. It does not authenticate anything.
 */
public final class PolynomialTag {

    /** What one tag tells about the key, at most. */
    public static final int TAG_BITS = 61;

    public static final int MAX_KEY_BITS = 60 * 2000;

    private static final long PRIME = (1L << 61) - 1;
    private static final int CHUNK_BITS = 60;

    private PolynomialTag() {}

    /** A point of the field out of 64 random bits; its bias is below 2^-61. */
    public static long pointFrom(long random) {
        return (random >>> 3) % PRIME;
    }

    /** The tag of {@code key} at {@code point}. */
    public static long of(BitString key, long point) {
        if (key.length() > MAX_KEY_BITS || point < 0 || point >= PRIME) {
            throw new IllegalArgumentException("key too long or point outside the field");
        }
        long[] words = key.toWords();
        long sum = times(key.length(), point);
        for (int bit = 0; bit < key.length(); bit += CHUNK_BITS) {
            sum = times(plus(sum, chunk(words, bit)), point);
        }
        Arrays.fill(words, 0);
        return sum;
    }

    private static long chunk(long[] words, int bit) {
        int word = bit >>> 6;
        int shift = bit & 63;
        long low = words[word] >>> shift;
        long high = shift > 4 && word + 1 < words.length ? words[word + 1] << (64 - shift) : 0;
        return (low | high) & ((1L << CHUNK_BITS) - 1);
    }

    private static long plus(long a, long b) {
        return reduced(a + b);
    }

    private static long times(long a, long b) {
        long low = a * b;
        long high = Math.multiplyHigh(a, b);
        return reduced((low & PRIME) + ((high << 3) | (low >>> 61)));
    }

    /** Brings a sum of two field elements back below the prime. */
    private static long reduced(long sum) {
        long folded = (sum & PRIME) + (sum >>> 61);
        return folded >= PRIME ? folded - PRIME : folded;
    }
}
