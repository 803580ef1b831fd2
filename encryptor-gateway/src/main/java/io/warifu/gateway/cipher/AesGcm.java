package io.warifu.gateway.cipher;

import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;

/**
 * One JDK cipher object for one direction, which may change its key. It stays with the JDK's own
 * provider and with heap arrays: the JDK works several times slower on direct buffers, other
 * providers slower still.
 */
final class AesGcm {

    private static final String TRANSFORMATION = "AES/GCM/NoPadding";

    private SecretKey key;
    private final Cipher cipher;

    AesGcm(SecretKey key) {
        this.key = key;
        try {
            this.cipher = Cipher.getInstance(TRANSFORMATION);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + TRANSFORMATION, e);
        }
    }

    /** Works under another key from now on. */
    void rekey(SecretKey next) {
        key = next;
    }

    /** Where something lies in an array. */
    @SuppressWarnings("ArrayRecordComponent") // A window on an array, never compared or printed.
    record Span(byte[] array, int offset, int length) {}

    /** Encrypts; ciphertext and tag go to {@code target} at {@code targetOffset}. */
    int seal(
            AlgorithmParameterSpec nonce,
            Span associated,
            Span plain,
            byte[] target,
            int targetOffset) {
        try {
            return run(Cipher.ENCRYPT_MODE, nonce, associated, plain, target, targetOffset);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing cannot fail on well-sized arrays", e);
        }
    }

    /** Decrypts to {@code targetOffset}; nothing is released if the tag is wrong. */
    int open(
            AlgorithmParameterSpec nonce,
            Span associated,
            Span sealed,
            byte[] target,
            int targetOffset)
            throws AEADBadTagException {
        try {
            return run(Cipher.DECRYPT_MODE, nonce, associated, sealed, target, targetOffset);
        } catch (AEADBadTagException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("opening fails by its tag only", e);
        }
    }

    private int run(
            int mode,
            AlgorithmParameterSpec nonce,
            Span associated,
            Span input,
            byte[] target,
            int targetOffset)
            throws GeneralSecurityException {
        cipher.init(mode, key, nonce);
        cipher.updateAAD(associated.array(), associated.offset(), associated.length());
        return cipher.doFinal(input.array(), input.offset(), input.length(), target, targetOffset);
    }
}
