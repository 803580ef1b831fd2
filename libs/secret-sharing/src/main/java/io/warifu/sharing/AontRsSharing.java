package io.warifu.sharing;

import io.warifu.kernel.id.ObjectId;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * All-or-nothing transform and Reed-Solomon's code: the object and a known canary are encrypted
 * under a random key, the key is hidden by the digest of the whole ciphertext, and all of it is cut
 * and coded so that any k pieces suffice. Relative of the n-of-n transform that ZenmuTech brought
 * to the demonstration of 2020, with loss tolerance on top.
 *
 * <p>Guarantee: without k pieces nothing can be read unless AES-256 is broken; a wrong piece or
 * header field changes the digest, hence the key, and the canary tells. Limit: there is no secret
 * to refresh, so pieces of all times add up, and whoever has k of them needs nothing else. Safe for
 * several threads.
 *
 * <p>Source: J. Resch and J. Plank, AONT-RS, FAST 2011; R. Rivest, FSE 1997 for the transform.
 */
public final class AontRsSharing implements SecretSharing {

    private static final int KEY_BYTES = 32;
    private static final int CANARY_BYTES = 16;
    private static final int BLOCK_BYTES = 16;

    /** One call of a cipher or digest; see the class comment of AesCtrCoins for why. */
    private static final int CALL_BYTES = 64 << 10;

    private final SecureRandom random;
    private final AesCtrCoins names;
    private final Plans plans = new Plans();

    public AontRsSharing(SecureRandom random) {
        this.random = random;
        this.names = new AesCtrCoins(random);
    }

    @Override
    public Scheme scheme() {
        return Scheme.AONT_RS;
    }

    static int payloadBytes(int secretBytes, int k) {
        return Math.ceilDiv(secretBytes + CANARY_BYTES + KEY_BYTES, k);
    }

    @Override
    public List<Share> split(byte[] secret, Threshold threshold, ObjectId object, Chunk chunk) {
        Dealing dealing =
                Dealing.first(
                        Scheme.AONT_RS,
                        CoinOrigin.NONE,
                        threshold,
                        object,
                        SharingId.random(names),
                        chunk,
                        secret.length);
        int k = threshold.k();
        int piece = payloadBytes(secret.length, k);
        byte[] transformed = Arrays.copyOf(secret, k * piece);
        byte[] key = new byte[KEY_BYTES];
        int covered = secret.length + CANARY_BYTES;
        byte[][] lanes = new byte[threshold.n()][piece];
        try {
            random.nextBytes(key);
            crypt(key, transformed, covered);
            byte[] digest = digest(dealing, transformed, covered);
            for (int i = 0; i < KEY_BYTES; i++) {
                transformed[covered + i] = (byte) (key[i] ^ digest[i]);
            }
            ReedSolomon.encode(plans.of(threshold), k, transformed, lanes, 0, piece);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
        return ShamirSharing.asShares(dealing, lanes);
    }

    static byte @Nullable [] open(Dealing dealing, Codewords rows) {
        int secretBytes = dealing.secretLengthBytes();
        int covered = secretBytes + CANARY_BYTES;
        int piece = payloadBytes(secretBytes, rows.k());
        byte[] transformed = new byte[rows.k() * piece];
        ReedSolomon.decode(rows, 0, piece, transformed);
        byte[] digest = digest(dealing, transformed, covered);
        byte[] key = new byte[KEY_BYTES];
        for (int i = 0; i < KEY_BYTES; i++) {
            key[i] = (byte) (transformed[covered + i] ^ digest[i]);
        }
        crypt(key, transformed, covered);
        Arrays.fill(key, (byte) 0);
        int wrong = 0;
        for (int i = secretBytes; i < transformed.length; i++) {
            // The canary, and what fills the last piece up, which no digest covers.
            wrong |= i < covered || i >= covered + KEY_BYTES ? transformed[i] : 0;
        }
        byte[] secret = wrong == 0 ? Arrays.copyOf(transformed, secretBytes) : null;
        Arrays.fill(transformed, (byte) 0);
        return secret;
    }

    /**
     * Adds the key stream in place; the key is used for nothing else, so the counter starts at 0.
     */
    private static void crypt(byte[] key, byte[] bytes, int length) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(key, "AES"),
                    new IvParameterSpec(new byte[BLOCK_BYTES]));
            for (int done = 0; done < length; done += CALL_BYTES) {
                int part = Math.min(CALL_BYTES, length - done);
                cipher.update(bytes, done, part, bytes, done);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-CTR refused to run", e);
        }
    }

    private static byte[] digest(Dealing dealing, byte[] ciphertext, int length) {
        MessageDigest sha = Seal.sha256();
        sha.update(Seal.boundFields(dealing));
        for (int done = 0; done < length; done += CALL_BYTES) {
            sha.update(ciphertext, done, Math.min(CALL_BYTES, length - done));
        }
        return sha.digest();
    }
}
