package io.warifu.simulator.distill;

import io.warifu.simulator.bits.BitString;
import java.util.Arrays;

/**
 * Privacy amplification: the key times a random Toeplitz matrix over GF(2), output bit i being the
 * sum over j of {@code seed[i + n - 1 - j] * key[j]}.
 *
 * <p>Guarantee: Toeplitz matrices are a two-universal family, so by the leftover hash lemma the
 * output is close to uniform for anyone whose knowledge leaves enough entropy in the input (see
 * {@link SecretLength}), if the seed is uniform and chosen after the key is fixed. The seed is
 * public. Exact integer arithmetic; no branch and no memory address depends on a key bit.
 *
 * <p>Limit: the cost grows with the square of the length, which suits blocks of up to about 10^5
 * bits; longer ones want a Fourier transform.
 */
public final class ToeplitzHash {

    private ToeplitzHash() {}

    /** How many seed bits a matrix of that shape takes. */
    public static int seedBits(int keyBits, int outputBits) {
        return keyBits + outputBits - 1;
    }

    /** The product, {@code outputBits} long. */
    public static BitString of(BitString key, int outputBits, BitString seed) {
        int keyBits = key.length();
        if (keyBits < 1 || outputBits < 1 || seed.length() != seedBits(keyBits, outputBits)) {
            throw new IllegalArgumentException("a Toeplitz seed has n + m - 1 bits");
        }
        long[] input = key.toWords();
        long[] seedWords = seed.toWords();
        long[] output = new long[BitString.wordsFor(outputBits)];
        // Key bit j adds the seed from bit n - 1 - j on. Offsets with the same remainder by 64
        // share
        // one shifted copy of the seed, so that the rest is adding whole words.
        long[] shifted = new long[seedWords.length + 1];
        for (int shift = 0; shift < 64; shift++) {
            shiftDown(seedWords, shift, shifted);
            for (int offset = shift; offset < keyBits; offset += 64) {
                int j = keyBits - 1 - offset;
                long mask = -((input[j >>> 6] >>> (j & 63)) & 1);
                addMasked(output, shifted, offset >>> 6, mask);
            }
        }
        BitString product = BitString.ofWords(outputBits, output);
        Arrays.fill(input, 0);
        Arrays.fill(output, 0);
        return product;
    }

    private static void shiftDown(long[] source, int shift, long[] target) {
        for (int i = 0; i < source.length; i++) {
            long high = shift == 0 || i + 1 == source.length ? 0 : source[i + 1] << (64 - shift);
            target[i] = (source[i] >>> shift) | high;
        }
    }

    private static void addMasked(long[] sum, long[] words, int from, long mask) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] ^= words[from + i] & mask;
        }
    }
}
