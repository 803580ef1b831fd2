package io.warifu.sharing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * What lets a reader without keys tell a right secret from a wrong one: a random salt and a digest
 * of header, salt and secret, both shared like the secret and carried beside the payload.
 *
 * <p>Guarantee: fewer than k servers that change their shares in whatever way, and know the secret,
 * make a reader accept another secret, or another object, chunk, length, scheme or sharing id, with
 * probability about 2^-128, also if exactly k shares are read. All that such servers can do to the
 * interpolated values is add differences of their choice, and the digest of another secret under a
 * salt that they do not know cannot be foreseen (SHA-256 taken as a random function). k, n, x and
 * the epoch are not in the digest, since refresh and redistribution change them; with wrong ones
 * salt and digest do not come out of the interpolation. Secrecy is not touched: salt and digest are
 * known to nobody but who restores the secret.
 *
 * <p>Limit: it does not tell who lied; agreement of more shares, or a {@link OneTimeTag}, does.
 */
final class Seal {

    static final int SALT_BYTES = 16;
    static final int DIGEST_BYTES = 32;
    static final int BYTES = SALT_BYTES + DIGEST_BYTES;

    private static final byte[] DOMAIN =
            "warifu-share-seal-2\0".getBytes(StandardCharsets.US_ASCII);

    private Seal() {}

    /**
     * Completes a seal whose first {@link #SALT_BYTES} bytes are the salt.
     *
     * @param seal begins with {@link #BYTES} bytes of it
     */
    static void complete(byte[] seal, Dealing dealing, byte[] secret) {
        byte[] digest = digest(seal, dealing, secret);
        System.arraycopy(digest, 0, seal, SALT_BYTES, DIGEST_BYTES);
        Arrays.fill(digest, (byte) 0);
    }

    static boolean fits(byte[] seal, Dealing dealing, byte[] secret) {
        byte[] digest = digest(seal, dealing, secret);
        byte[] claimed = Arrays.copyOfRange(seal, SALT_BYTES, BYTES);
        boolean fits = MessageDigest.isEqual(digest, claimed);
        Arrays.fill(digest, (byte) 0);
        Arrays.fill(claimed, (byte) 0);
        return fits;
    }

    private static byte[] digest(byte[] seal, Dealing dealing, byte[] secret) {
        MessageDigest sha = sha256();
        sha.update(DOMAIN);
        sha.update(boundFields(dealing));
        sha.update(seal, 0, SALT_BYTES);
        return sha.digest(secret);
    }

    /** The fields of the header that a dealing keeps through all refreshes. */
    static byte[] boundFields(Dealing dealing) {
        return ByteBuffer.allocate(ShareFormat.V2.headerBytes())
                .putInt(dealing.format().magic())
                .put((byte) dealing.scheme().code())
                .put(ShareCodec.FIELD_11D)
                .put((byte) dealing.coins().code())
                .put(dealing.object().toBytes())
                .put(dealing.sharing().toBytes())
                .putInt(dealing.chunk().number())
                .putInt(dealing.chunk().count())
                .putLong(dealing.secretLengthBytes())
                .array();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
