package io.warifu.sharing;

import io.warifu.kernel.id.ObjectId;
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
 * coefficient like any other, the top one included. Time does not depend on the secret. Each share
 * carries its part of a {@link Seal}, so a wrong share is noticed however few are read. Limit: the
 * length of the secret is public. Safe for several threads.
 *
 * <p>Source: A. Shamir, How to share a secret, CACM 22 (1979). Payloads are interchangeable with
 * those of libgfshare.
 */
public final class ShamirSharing implements SecretSharing {

    private final CoinSource coins;
    private final AesCtrCoins names;

    private final Plans plans = new Plans();

    /**
     * Makes a dealer.
     *
     * @param coins the coefficients
     * @param names seeds the stream of sharing ids
     */
    public ShamirSharing(CoinSource coins, SecureRandom names) {
        this.coins = coins;
        this.names = new AesCtrCoins(names);
    }

    /** The usual dealer: coins from a cipher stream under keys of {@code random}. */
    public static ShamirSharing withCipherCoins(SecureRandom random) {
        return new ShamirSharing(new AesCtrCoins(random), random);
    }

    @Override
    public Scheme scheme() {
        return Scheme.shamirWith(coins.origin());
    }

    @Override
    public List<Share> split(byte[] secret, Threshold threshold, ObjectId object, Chunk chunk) {
        Dealing dealing =
                Dealing.first(
                        scheme(),
                        coins.origin(),
                        threshold,
                        object,
                        SharingId.random(names),
                        chunk,
                        secret.length);
        int length = secret.length;
        byte[][] lanes = new byte[threshold.n()][Seal.BYTES + length];
        // Seal and the beginning of the secret go together, so that a short one is one dealing.
        int together = Math.min(length, Dealer.BLOCK_BYTES - Seal.BYTES);
        byte[] first = new byte[Seal.BYTES + together];
        try (Dealer dealer =
                Dealer.prepared(coins, threshold, plans.of(threshold), Seal.BYTES + length)) {
            coins.fill(first, Seal.SALT_BYTES);
            Seal.complete(first, dealing, secret);
            System.arraycopy(secret, 0, first, Seal.BYTES, together);
            dealer.deal(first, 0, lanes, 0, first.length);
            dealer.deal(secret, together, lanes, first.length, length - together);
        } finally {
            Arrays.fill(first, (byte) 0);
        }
        return asShares(dealing, lanes);
    }

    static List<Share> asShares(Dealing dealing, byte[][] lanes) {
        List<Share> shares = new ArrayList<>(lanes.length);
        for (int x = 1; x <= lanes.length; x++) {
            shares.add(Share.owning(new ShareHeader(dealing, x), lanes[x - 1]));
        }
        return List.copyOf(shares);
    }
}
