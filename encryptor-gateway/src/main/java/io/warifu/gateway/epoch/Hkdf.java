package io.warifu.gateway.epoch;

import io.warifu.kernel.secret.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** HKDF (RFC 5869) and HMAC over SHA-384 on secrets that are wiped. */
final class Hkdf {

    private static final String HKDF = "HKDF-SHA384";
    private static final String HMAC = "HmacSHA384";

    private Hkdf() {}

    static SecretBytes extract(byte[] salt, byte[] ikm) {
        try {
            return SecretBytes.takeFrom(
                    KDF.getInstance(HKDF)
                            .deriveData(
                                    HKDFParameterSpec.ofExtract()
                                            .addSalt(salt)
                                            .addIKM(ikm)
                                            .extractOnly()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HKDF refuses its fixed lengths", e);
        }
    }

    /** Expands with {@code label} and {@code context} behind it; the caller wipes the result. */
    static byte[] expand(SecretBytes prk, String label, byte[] context, int lengthBytes) {
        byte[] word = label.getBytes(StandardCharsets.US_ASCII);
        byte[] info =
                ByteBuffer.allocate(word.length + context.length).put(word).put(context).array();
        return prk.use(key -> {
            try {
                return KDF.getInstance(HKDF)
                        .deriveData(
                                HKDFParameterSpec.expandOnly(
                                        new SecretKeySpec(key, "HKDF-PRK"), info, lengthBytes));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("HKDF refuses its fixed lengths", e);
            }
        });
    }

    /** The first {@code lengthBytes} of the HMAC of {@code message}. */
    static byte[] mac(SecretBytes key, byte[] message, int lengthBytes) {
        return key.use(bytes -> {
            try {
                Mac mac = Mac.getInstance(HMAC);
                mac.init(new SecretKeySpec(bytes, HMAC));
                return Arrays.copyOf(mac.doFinal(message), lengthBytes);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this JDK has no " + HMAC, e);
            }
        });
    }
}
