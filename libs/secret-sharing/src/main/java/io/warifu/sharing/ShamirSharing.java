package io.warifu.sharing;

import io.warifu.kernel.id.ObjectId;
import io.warifu.sharing.field.FieldBlock;
import io.warifu.sharing.field.Gf256;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Shamir's scheme over bytes: each byte s of the secret gets a polynomial s + a1 x + .. + a(k-1)
 * x^(k-1) of its own with random coefficients, and share x holds its value there.
 *
 * <p>Guarantee: k-1 shares have the same distribution for every secret, against any computing power
 * if the coins are truly random, else as long as the coin source's cipher holds. Zero is a
 * coefficient like any other, the top one included. Time does not depend on the secret. Limit: the
 * length of the secret is public, and with exactly k shares a wrong one goes unnoticed; see {@link
 * CombineOutcome}. Safe for several threads.
 *
 * <p>Source: A. Shamir, How to share a secret, CACM 22 (1979). Payloads are interchangeable with
 * those of libgfshare.
 */
public final class ShamirSharing {

    /** k+1 blocks of it fit the first-level cache for the usual k, and k-1 make one coin call. */
    static final int BLOCK_BYTES = 8 << 10;

    private final CoinSource coins;
    private final SecureRandom names;

    /**
     * Makes a dealer.
     *
     * @param coins the coefficients
     * @param names source of sharing ids
     */
    public ShamirSharing(CoinSource coins, SecureRandom names) {
        this.coins = coins;
        this.names = names;
    }

    /** The usual dealer: coins from a cipher stream under keys of {@code random}. */
    public static ShamirSharing withCipherCoins(SecureRandom random) {
        return new ShamirSharing(new AesCtrCoins(random), random);
    }

    /**
     * Deals {@code secret} anew: fresh coins and a fresh sharing id on every call.
     *
     * @param secret at most {@link ShareCodec#MAX_PAYLOAD_BYTES} bytes; the caller wipes it
     * @return n shares, in the order of x = 1..n
     */
    public List<Share> split(byte[] secret, Threshold threshold, ObjectId object) {
        Dealing dealing =
                new Dealing(
                        coins.scheme(),
                        threshold,
                        0,
                        object,
                        SharingId.random(names),
                        Chunk.WHOLE,
                        secret.length);
        byte[][] values = new byte[threshold.n()][secret.length];
        deal(secret, threshold, values);
        List<Share> shares = new ArrayList<>(threshold.n());
        for (int x = 1; x <= threshold.n(); x++) {
            shares.add(Share.owning(new ShareHeader(dealing, x), values[x - 1]));
        }
        return List.copyOf(shares);
    }

    private void deal(byte[] secret, Threshold threshold, byte[][] values) {
        int k = threshold.k();
        int block = Math.min(secret.length, BLOCK_BYTES);
        byte[] drawn = new byte[(k - 1) * block];
        FieldBlock[] coefficients = new FieldBlock[k];
        Arrays.setAll(coefficients, _ -> new FieldBlock(block));
        FieldBlock value = new FieldBlock(block);
        int[][] powers = powers(threshold);
        try {
            for (int offset = 0; offset < secret.length; offset += block) {
                int length = Math.min(block, secret.length - offset);
                coins.fill(drawn, (k - 1) * length);
                coefficients[0].load(secret, offset, length);
                for (int i = 1; i < k; i++) {
                    coefficients[i].load(drawn, (i - 1) * length, length);
                }
                for (int x = 1; x <= threshold.n(); x++) {
                    value.setToSum(powers[x - 1], coefficients);
                    value.store(values[x - 1], offset);
                }
            }
        } finally {
            Arrays.fill(drawn, (byte) 0);
            for (FieldBlock coefficient : coefficients) {
                coefficient.wipe();
            }
            value.wipe();
        }
    }

    /** In row x-1: x^0 .. x^(k-1). */
    private static int[][] powers(Threshold threshold) {
        int[][] powers = new int[threshold.n()][threshold.k()];
        for (int x = 1; x <= threshold.n(); x++) {
            for (int i = 0; i < threshold.k(); i++) {
                powers[x - 1][i] = Gf256.power(x, i);
            }
        }
        return powers;
    }

    /**
     * Restores the secret from the first k shares and checks all others against them.
     *
     * <p>One wrong share among k+1 is noticed, among k+2 or more also named. Give all shares that
     * are there: whoever gives exactly k can notice nothing.
     */
    public CombineOutcome combine(List<Share> shares) {
        return ShareCombiner.combine(shares);
    }
}
