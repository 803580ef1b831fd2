package io.warifu.gateway.cipher;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Key and initial vector of one direction of one carrier, or of one set-up message.
 *
 * <p>Guarantee: {@link #close()} overwrites its own arrays, and it prints nothing of them. Limit:
 * the JDK's key object and the expanded key inside a cipher cannot be wiped; they are dropped with
 * the sealer or opener that holds them.
 */
public final class DirectionKey implements AutoCloseable {

    public static final int KEY_BYTES = 32;
    public static final int IV_BYTES = 12;

    private static final int TAG_BITS = 128;

    private final byte[] key;
    private final byte[] iv;

    private DirectionKey(byte[] key, byte[] iv) {
        if (key.length != KEY_BYTES || iv.length != IV_BYTES) {
            throw new IllegalArgumentException(
                    "a direction has a key of "
                            + KEY_BYTES
                            + " and an iv of "
                            + IV_BYTES
                            + " bytes");
        }
        this.key = key.clone();
        this.iv = iv.clone();
    }

    /** Copies both arrays and overwrites the caller's. */
    public static DirectionKey takeFrom(byte[] key, byte[] iv) {
        DirectionKey taken = new DirectionKey(key, iv);
        Arrays.fill(key, (byte) 0);
        Arrays.fill(iv, (byte) 0);
        return taken;
    }

    /** SHA-256 of key and iv: tells two keys apart, and tells nothing else. */
    public byte[] fingerprint() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(key);
            return sha.digest(iv);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }

    SecretKeySpec aesKey() {
        return new SecretKeySpec(key, "AES");
    }

    /** The nonce of record {@code sequence}: the iv, its last eight bytes xor the sequence. */
    GCMParameterSpec nonce(long sequence) {
        byte[] nonce = iv.clone();
        for (int i = 0; i < Long.BYTES; i++) {
            nonce[IV_BYTES - 1 - i] ^= (byte) (sequence >>> (Byte.SIZE * i));
        }
        return new GCMParameterSpec(TAG_BITS, nonce);
    }

    @Override
    public void close() {
        Arrays.fill(key, (byte) 0);
        Arrays.fill(iv, (byte) 0);
    }

    @Override
    public String toString() {
        return "DirectionKey[]";
    }
}
