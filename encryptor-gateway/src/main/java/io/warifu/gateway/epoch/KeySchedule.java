package io.warifu.gateway.epoch;

import io.warifu.gateway.cipher.DirectionKey;
import io.warifu.gateway.cipher.TrafficKeys;
import io.warifu.kernel.secret.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key schedule of QGW/1 in its mode "QKD only": HKDF (RFC 5869) over SHA-384.
 *
 * <pre>
 * IKM  = K_qkd (32) || 32 zero bytes              (the place of the ML-KEM secret of a later mode)
 * PRK  = HKDF-Extract(48 zero bytes, IKM)
 * ctx  = SHA-384("qgw1 ctx qkd-only" || 0x01 || len(opener) || opener || len(acceptor) || acceptor
 *                || key_ID (16))                                   (len: one byte; names: ASCII)
 * link = HKDF-Expand(PRK, "qgw1 link qkd-only" || ctx, 48)
 * open   key, iv = HKDF-Expand(link, "qgw1 open"   || carrier_id (16) || rand_c (32), 44)
 * answer key, iv = HKDF-Expand(link, "qgw1 answer" || carrier_id || rand_c, 44)
 * c2s    key     = HKDF-Expand(link, "qgw1 key c2s" || carrier_id || rand_c || rand_s (32), 32)
 * c2s    iv      = HKDF-Expand(link, "qgw1 iv  c2s" || carrier_id || rand_c || rand_s, 12)
 * s2c    key, iv   the same with "s2c"
 * </pre>
 *
 * <p>Guarantee: keys of different epochs, ends, carriers, directions and purposes are independent
 * as far as HKDF is a pseudo-random function; traffic keys need the randoms of both ends. Limit:
 * all security rests on the QKD key in this mode, so whoever learns it later reads what was
 * recorded. The bytes of {@code K_qkd} are the caller's to wipe.
 */
public final class KeySchedule {

    public static final int QKD_KEY_BYTES = 32;
    public static final int RANDOM_BYTES = 32;

    static final int LINK_BYTES = 48;

    private static final byte VERSION = 1;
    private static final int MAX_NAME_BYTES = 255;
    private static final byte[] NO_SALT = new byte[48];

    private KeySchedule() {}

    /** The secret of one epoch, from which everything else comes. */
    static SecretBytes link(SecretBytes qkdKey, String opener, String acceptor, UUID keyId) {
        if (qkdKey.length() != QKD_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "a QKD key has " + QKD_KEY_BYTES + " bytes, not " + qkdKey.length());
        }
        byte[] info = concat(ascii("qgw1 link qkd-only"), context(opener, acceptor, keyId));
        byte[] link =
                qkdKey.use(key -> {
                    byte[] ikm = Arrays.copyOf(key, 2 * QKD_KEY_BYTES);
                    try {
                        return hkdf().deriveData(
                                        HKDFParameterSpec.ofExtract()
                                                .addSalt(NO_SALT)
                                                .addIKM(ikm)
                                                .thenExpand(info, LINK_BYTES));
                    } catch (GeneralSecurityException e) {
                        throw new IllegalStateException("HKDF refuses its fixed lengths", e);
                    } finally {
                        Arrays.fill(ikm, (byte) 0);
                    }
                });
        return SecretBytes.takeFrom(link);
    }

    static DirectionKey openKey(SecretBytes link, CarrierName carrier, byte[] randomC) {
        return oneUse(link, "qgw1 open", carrier, randomC);
    }

    static DirectionKey answerKey(SecretBytes link, CarrierName carrier, byte[] randomC) {
        return oneUse(link, "qgw1 answer", carrier, randomC);
    }

    static TrafficKeys trafficKeys(
            SecretBytes link, CarrierName carrier, byte[] randomC, byte[] randomS) {
        byte[] names = concat(bytes(carrier), random(randomC), random(randomS));
        return new TrafficKeys(direction(link, "c2s", names), direction(link, "s2c", names));
    }

    private static DirectionKey direction(SecretBytes link, String direction, byte[] names) {
        return DirectionKey.takeFrom(
                expand(link, concat(ascii("qgw1 key " + direction), names), DirectionKey.KEY_BYTES),
                expand(link, concat(ascii("qgw1 iv  " + direction), names), DirectionKey.IV_BYTES));
    }

    private static DirectionKey oneUse(
            SecretBytes link, String label, CarrierName carrier, byte[] randomC) {
        byte[] both =
                expand(
                        link,
                        concat(ascii(label), bytes(carrier), random(randomC)),
                        DirectionKey.KEY_BYTES + DirectionKey.IV_BYTES);
        try {
            return DirectionKey.takeFrom(
                    Arrays.copyOf(both, DirectionKey.KEY_BYTES),
                    Arrays.copyOfRange(both, DirectionKey.KEY_BYTES, both.length));
        } finally {
            Arrays.fill(both, (byte) 0);
        }
    }

    private static byte[] context(String opener, String acceptor, UUID keyId) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-384");
            sha.update(ascii("qgw1 ctx qkd-only"));
            sha.update(VERSION);
            sha.update(named(opener));
            sha.update(named(acceptor));
            return sha.digest(
                    ByteBuffer.allocate(16)
                            .putLong(keyId.getMostSignificantBits())
                            .putLong(keyId.getLeastSignificantBits())
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no SHA-384", e);
        }
    }

    private static byte[] expand(SecretBytes link, byte[] info, int lengthBytes) {
        return link.use(prk -> {
            try {
                return hkdf().deriveData(
                                HKDFParameterSpec.expandOnly(
                                        new SecretKeySpec(prk, "HKDF-PRK"), info, lengthBytes));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("HKDF refuses its fixed lengths", e);
            }
        });
    }

    private static KDF hkdf() throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA384");
    }

    private static byte[] named(String name) {
        byte[] bytes = ascii(name);
        if (bytes.length == 0 || bytes.length > MAX_NAME_BYTES) {
            throw new IllegalArgumentException("an SAE id has 1 to 255 bytes");
        }
        return concat(new byte[] {(byte) bytes.length}, bytes);
    }

    private static byte[] random(byte[] random) {
        if (random.length != RANDOM_BYTES) {
            throw new IllegalArgumentException("a random has " + RANDOM_BYTES + " bytes");
        }
        return random;
    }

    private static byte[] bytes(CarrierName carrier) {
        ByteBuffer buffer = ByteBuffer.allocate(CarrierName.BYTES);
        carrier.write(buffer);
        return buffer.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] concat(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer joined = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            joined.put(part);
        }
        return joined.array();
    }
}
