package io.warifu.sharing;

import io.warifu.kernel.id.ObjectId;
import io.warifu.sharing.field.Evaluation;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Secret sharing made short: the object is encrypted under a fresh key, the ciphertext is cut and
 * coded so that any k pieces suffice, and only the key is shared by Shamir's scheme. A share is a
 * k-th of the object and 32 bytes of key share.
 *
 * <p>Guarantee: k-1 servers learn nothing but the length unless they break AES-256, however good
 * the coins; the cipher's tag covers ciphertext and the header's fields, so a wrong share is
 * noticed however few are read. Limit: computational only. A refresh renews key shares alone; that
 * suffices as long as fewer than k key shares of one epoch leak. Safe for several threads.
 *
 * <p>Source: H. Krawczyk, Secret sharing made short, CRYPTO 1993; NIST SP 800-38D for the cipher.
 * The key is drawn anew for every dealing, so its one nonce is never used twice.
 */
public final class KrawczykSharing implements SecretSharing {

    static final int KEY_BYTES = 32;

    private static final int TAG_BYTES = 16;
    private static final int NONCE_BYTES = 12;

    /** Larger ones are not kept from one object to the next. */
    private static final int MOST_SPARE_BYTES = 1 << 20;

    private final CoinSource coins;
    private final SecureRandom random;
    private final AesCtrCoins names;
    private final Plans plans = new Plans();

    /** Fresh memory costs nearly as much as the cipher; what is left in it are ciphertexts. */
    private final AtomicReference<byte @Nullable []> spare = new AtomicReference<>();

    /**
     * Makes a dealer.
     *
     * @param coins for the sharing of keys
     * @param random source of keys and sharing ids
     */
    public KrawczykSharing(CoinSource coins, SecureRandom random) {
        this.coins = coins;
        this.random = random;
        this.names = new AesCtrCoins(random);
    }

    @Override
    public Scheme scheme() {
        return Scheme.SSMS;
    }

    static int payloadBytes(int secretBytes, int k) {
        return KEY_BYTES + pieceBytes(secretBytes, k);
    }

    private static int pieceBytes(int secretBytes, int k) {
        return Math.ceilDiv(secretBytes + TAG_BYTES, k);
    }

    @Override
    public List<Share> split(byte[] secret, Threshold threshold, ObjectId object, Chunk chunk) {
        Dealing dealing =
                Dealing.first(
                        Scheme.SSMS,
                        coins.origin(),
                        threshold,
                        object,
                        SharingId.random(names),
                        chunk,
                        secret.length);
        int k = threshold.k();
        int piece = pieceBytes(secret.length, k);
        byte[][] lanes = new byte[threshold.n()][KEY_BYTES + piece];
        byte[] key = new byte[KEY_BYTES];
        Evaluation plan = plans.of(threshold);
        try (Dealer dealer = Dealer.prepared(coins, threshold, plan, KEY_BYTES)) {
            random.nextBytes(key);
            byte[] ciphertext = encrypt(key, dealing, secret, k * piece);
            ReedSolomon.encode(plan, k, ciphertext, lanes, KEY_BYTES, piece);
            if (ciphertext.length <= MOST_SPARE_BYTES) {
                spare.set(ciphertext);
            }
            dealer.deal(key, 0, lanes, 0, KEY_BYTES);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
        return ShamirSharing.asShares(dealing, lanes);
    }

    /** At least {@code length} bytes: ciphertext, tag, and zeros up to {@code length}. */
    private byte[] encrypt(byte[] key, Dealing dealing, byte[] secret, int length) {
        byte[] kept = spare.getAndSet(null);
        byte[] ciphertext = kept != null && kept.length >= length ? kept : new byte[length];
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, dealing);
            int end = cipher.doFinal(secret, 0, secret.length, ciphertext, 0);
            Arrays.fill(ciphertext, end, length, (byte) 0);
            return ciphertext;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM refused to run", e);
        }
    }

    private static Cipher cipher(int mode, byte[] key, Dealing dealing)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode,
                new SecretKeySpec(key, "AES"),
                new GCMParameterSpec(8 * TAG_BYTES, new byte[NONCE_BYTES]));
        cipher.updateAAD(Seal.boundFields(dealing));
        return cipher;
    }

    static byte @Nullable [] open(Dealing dealing, Codewords rows) {
        int secretBytes = dealing.secretLengthBytes();
        int piece = pieceBytes(secretBytes, rows.k());
        byte[] key = new byte[KEY_BYTES];
        byte[] ciphertext = new byte[rows.k() * piece];
        rows.valueAt(0, 0, key, 0, KEY_BYTES);
        ReedSolomon.decode(rows, KEY_BYTES, piece, ciphertext);
        for (int i = secretBytes + TAG_BYTES; i < ciphertext.length; i++) {
            if (ciphertext[i] != 0) {
                // The tag does not cover what fills the last piece up.
                return null;
            }
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, key, dealing)
                    .doFinal(ciphertext, 0, secretBytes + TAG_BYTES);
        } catch (AEADBadTagException _) {
            // The expected sign of a wrong share among exactly k: the caller tries others.
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM refused to run", e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }
}
