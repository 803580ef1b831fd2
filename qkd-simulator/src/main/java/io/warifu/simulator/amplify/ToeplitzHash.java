package io.warifu.simulator.amplify;

import io.warifu.simulator.bits.BitString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Privacy amplification by a modified Toeplitz matrix: the key of n bits times {@code (I | T)} over
 * GF(2), I the identity of m rows and T a Toeplitz matrix of m rows and n - m columns. So output
 * bit i is {@code key[i] + sum over j < n - m of seed[i + n - m - 1 - j] key[m + j]}. The seed has
 * n - 1 bits (plain Toeplitz hashing takes n + m - 1, and a longer convolution).
 *
 * <p>Guarantee: the family is two-universal. Two different keys with the same last n - m bits
 * differ in the first m and never collide; otherwise T times their difference is uniform over the
 * seed, so they collide with probability 2^-m. Hence, by the leftover hash lemma, the output is
 * close to uniform for anyone whose knowledge leaves enough entropy in the input, if the seed is
 * uniform and chosen after the key is fixed. The seed is public. Several keys may share a seed;
 * their epsilons add up. Source: Hayashi, Tsurumaru, IEEE Trans. Inf. Theory 62 (2016) 2213;
 * Krawczyk, CRYPTO 1994.
 *
 * <p>Limits: up to {@value #MAX_KEY_BITS} bits of key. The time goes up in steps: n just above a
 * power of two costs twice as much as n at it. Memory as {@link FourierEngine} says: 43 bytes per
 * key bit at a power of two. No branch and no memory address depends on a key bit.
 */
public final class ToeplitzHash {

    public static final int MAX_KEY_BITS = 1 << 26;

    private ToeplitzHash() {}

    /** How many seed bits a hash of that shape takes: n - 1, whatever the output. */
    public static int seedBits(int keyBits, int outputBits) {
        requireShape(keyBits, outputBits);
        return keyBits - 1;
    }

    /** The hash, {@code outputBits} long. */
    public static BitString of(BitString key, int outputBits, BitString seed) {
        return ofAll(List.of(key), outputBits, seed).getFirst();
    }

    /** The same hash by adding up words: what the transforms are compared with. */
    public static BitString byWords(BitString key, int outputBits, BitString seed) {
        requireShape(key.length(), outputBits);
        return ofAll(List.of(key), outputBits, seed, new WordEngine()).getFirst();
    }

    /** The hashes of keys of one length under one seed, which is cheaper than one by one. */
    public static List<BitString> ofAll(List<BitString> keys, int outputBits, BitString seed) {
        if (keys.isEmpty()) {
            return List.of();
        }
        int keyBits = keys.getFirst().length();
        requireShape(keyBits, outputBits);
        Engine engine =
                outputBits == keyBits
                        ? (_, _, _) -> {
                            throw new IllegalStateException("a square matrix has no columns");
                        }
                        : Engines.bestFor(new Engine.Shape(outputBits, keyBits - outputBits));
        return ofAll(keys, outputBits, seed, engine);
    }

    static List<BitString> ofAll(
            List<BitString> keys, int outputBits, BitString seed, Engine engine) {
        int keyBits = keys.getFirst().length();
        if (seed.length() != seedBits(keyBits, outputBits)) {
            throw new IllegalArgumentException(
                    "the seed of this hash has " + (keyBits - 1) + " bits, not " + seed.length());
        }
        List<long[]> heads = new ArrayList<>();
        List<long[]> columns = new ArrayList<>();
        for (BitString key : keys) {
            if (key.length() != keyBits) {
                throw new IllegalArgumentException("keys under one seed have one length");
            }
            long[] words = key.toWords();
            heads.add(BitSlices.slice(words, 0, outputBits));
            columns.add(BitSlices.slice(words, outputBits, keyBits - outputBits));
            Arrays.fill(words, 0);
        }
        if (outputBits < keyBits) {
            Engine.Shape shape = new Engine.Shape(outputBits, keyBits - outputBits);
            List<long[]> products = engine.products(shape, seed.toWords(), columns);
            for (int i = 0; i < heads.size(); i++) {
                add(products.get(i), heads.get(i));
            }
        }
        List<BitString> hashes = new ArrayList<>();
        for (int i = 0; i < heads.size(); i++) {
            hashes.add(BitString.ofWords(outputBits, heads.get(i)));
            Arrays.fill(heads.get(i), 0);
            Arrays.fill(columns.get(i), 0);
        }
        return hashes;
    }

    private static void add(long[] product, long[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] ^= product[i];
        }
        Arrays.fill(product, 0);
    }

    private static void requireShape(int keyBits, int outputBits) {
        if (keyBits < 1 || keyBits > MAX_KEY_BITS || outputBits < 1 || outputBits > keyBits) {
            throw new IllegalArgumentException(
                    "cannot hash " + keyBits + " bits to " + outputBits + " bits");
        }
    }
}
