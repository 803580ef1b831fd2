package io.warifu.sharing;

import io.warifu.sharing.field.Evaluation;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Secret sharing made short into raw lanes, in arrays that the caller keeps: what {@link
 * KrawczykSharing} stands on, which says what is promised.
 *
 * <p>Guarantee: a fresh key for every dealing. Limit: no header; mutable working memory, so not
 * safe for several threads. It holds a ciphertext and, inside its cipher, the last key until the
 * next dealing: fresh memory and a fresh cipher would cost nearly as much as the encryption.
 *
 * @see Dealer
 */
public final class KrawczykDealer {

    static final int KEY_BYTES = 32;
    static final int TAG_BYTES = 16;

    private static final int NONCE_BYTES = 12;

    private final CoinSource coins;
    private final SecureRandom random;
    private final Cipher cipher = cipher();
    private final Plans plans = new Plans();
    private byte[] ciphertext = {};

    /**
     * Makes a dealer.
     *
     * @param coins for the sharing of keys
     * @param random source of keys
     */
    public KrawczykDealer(CoinSource coins, SecureRandom random) {
        this.coins = coins;
        this.random = random;
    }

    /**
     * Deals {@code secret}.
     *
     * @param dealing whose fields are bound to the ciphertext
     * @param lanes one for each of the n points, of {@link Dealing#payloadBytes()} each
     * @throws IllegalArgumentException if the dealing tells another scheme, other coins or another
     *     length than these, or the lanes do not fit it
     */
    public void deal(Dealing dealing, byte[] secret, byte[][] lanes) {
        require(dealing, secret, lanes);
        Threshold threshold = dealing.threshold();
        int k = threshold.k();
        int piece = dealing.payloadBytes() - KEY_BYTES;
        byte[] key = new byte[KEY_BYTES];
        Evaluation plan = plans.of(threshold);
        try (Dealer dealer = Dealer.prepared(coins, threshold, plan, KEY_BYTES)) {
            random.nextBytes(key);
            encrypt(key, dealing, secret, k * piece);
            ReedSolomon.encode(plan, k, ciphertext, lanes, KEY_BYTES, piece);
            dealer.deal(key, 0, lanes, 0, KEY_BYTES);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private void require(Dealing dealing, byte[] secret, byte[][] lanes) {
        if (dealing.scheme() != Scheme.SSMS || dealing.secretLengthBytes() != secret.length) {
            throw new IllegalArgumentException("a dealing by SSMS of " + secret.length + " bytes");
        }
        if (dealing.coins() != coins.origin()) {
            throw new IllegalArgumentException("these coins are " + coins.origin());
        }
        int bytes = dealing.payloadBytes();
        if (lanes.length != dealing.threshold().n()
                || Arrays.stream(lanes).anyMatch(lane -> lane.length != bytes)) {
            throw new IllegalArgumentException("one lane of " + bytes + " bytes for each share");
        }
    }

    /** Ciphertext, tag, and zeros up to {@code length}. */
    private void encrypt(byte[] key, Dealing dealing, byte[] secret, int length) {
        if (ciphertext.length < length) {
            ciphertext = new byte[length];
        }
        try {
            start(cipher, Cipher.ENCRYPT_MODE, key, dealing);
            int end = cipher.doFinal(secret, 0, secret.length, ciphertext, 0);
            Arrays.fill(ciphertext, end, length, (byte) 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM refused to run", e);
        }
    }

    static Cipher cipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no AES-GCM", e);
        }
    }

    static void start(Cipher cipher, int mode, byte[] key, Dealing dealing)
            throws GeneralSecurityException {
        cipher.init(
                mode,
                new SecretKeySpec(key, "AES"),
                new GCMParameterSpec(8 * TAG_BYTES, new byte[NONCE_BYTES]));
        cipher.updateAAD(Seal.boundFields(dealing));
    }

    /** How much it holds on to. */
    int keptBytes() {
        return ciphertext.length;
    }
}
