package io.warifu.sharing;

import static io.warifu.sharing.KrawczykDealer.KEY_BYTES;
import static io.warifu.sharing.KrawczykDealer.TAG_BYTES;

import io.warifu.kernel.id.ObjectId;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
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

    /** A dealer that holds on to more is not kept from one object to the next. */
    private static final int MOST_SPARE_BYTES = 1 << 20;

    private final CoinSource coins;
    private final SecureRandom random;
    private final AesCtrCoins names;
    private final AtomicReference<@Nullable KrawczykDealer> spare = new AtomicReference<>();

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
        byte[][] lanes = new byte[threshold.n()][dealing.payloadBytes()];
        KrawczykDealer kept = spare.getAndSet(null);
        KrawczykDealer dealer = kept == null ? new KrawczykDealer(coins, random) : kept;
        dealer.deal(dealing, secret, lanes);
        if (dealer.keptBytes() <= MOST_SPARE_BYTES) {
            spare.set(dealer);
        }
        return ShamirSharing.asShares(dealing, lanes);
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
            Cipher cipher = KrawczykDealer.cipher();
            KrawczykDealer.start(cipher, Cipher.DECRYPT_MODE, key, dealing);
            return cipher.doFinal(ciphertext, 0, secretBytes + TAG_BYTES);
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
