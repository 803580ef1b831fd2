package io.warifu.ingest.backup;

import io.warifu.kernel.secret.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The name under which share servers know a patient: HMAC-SHA-256 of the patient id under a key of
 * the hospital, cut to a UUID.
 *
 * <p>Derived and not drawn, so that a hospital that has lost its journal gives its patients the
 * same names again. Guarantee: without the key a pseudonym tells nothing about the patient id, and
 * ids cannot be tried out. Limit: all packs of one patient carry the same pseudonym; a share server
 * sees how many there are.
 */
public final class Pseudonyms {

    public static final int KEY_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final long VERSION_MASK = 0xFFFF_FFFF_FFFF_0FFFL;
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT_MASK = 0x3FFF_FFFF_FFFF_FFFFL;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final SecretBytes key;

    /** Keeps {@code key} for as long as the service runs. */
    public Pseudonyms(SecretBytes key) {
        if (key.length() != KEY_BYTES) {
            throw new IllegalArgumentException("a pseudonym key has " + KEY_BYTES + " bytes");
        }
        this.key = key;
    }

    public UUID of(String patientId) {
        byte[] digest = key.use(bytes -> hmac(bytes, patientId));
        ByteBuffer buffer = ByteBuffer.wrap(digest);
        // The version and variant of a random UUID, which a pseudonym is to all but its owner.
        long high = (buffer.getLong() & VERSION_MASK) | VERSION_4;
        long low = (buffer.getLong() & VARIANT_MASK) | VARIANT;
        return new UUID(high, low);
    }

    private static byte[] hmac(byte[] key, String patientId) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(
                    ("warifu-pseudonym-1\n" + patientId).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }
}
