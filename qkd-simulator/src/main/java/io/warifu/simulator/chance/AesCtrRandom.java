package io.warifu.simulator.chance;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key stream of AES-256 in counter mode under a key drawn from the operating system's entropy.
 *
 * <p>Guarantee: predicting a bit means breaking AES-256 or the operating system's generator; it is
 * quick enough for every photon of a link. Limit: its secrecy is computational, as all randomness
 * of this simulator is; a real link has a physical generator here. It holds its state until it is
 * collected, so each key block takes a new one. Not safe for use by several threads.
 */
public final class AesCtrRandom implements RandomGenerator {

    private static final int KEY_BYTES = 32;
    private static final int COUNTER_BYTES = 16;
    private static final int BUFFER_BYTES = 1 << 14;

    private static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final Cipher cipher;
    private final byte[] zeros = new byte[BUFFER_BYTES];
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int next = BUFFER_BYTES;

    /** Draws the key from {@code entropy}. */
    public AesCtrRandom(SecureRandom entropy) {
        byte[] key = new byte[KEY_BYTES];
        entropy.nextBytes(key);
        try {
            cipher = Cipher.getInstance("AES/CTR/NoPadding");
            // A fixed counter start is sound because the key is used by this object only.
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(key, "AES"),
                    new IvParameterSpec(new byte[COUNTER_BYTES]));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES in counter mode", e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    @Override
    public long nextLong() {
        if (next == BUFFER_BYTES) {
            refill();
        }
        long value = (long) WORDS.get(buffer, next);
        // What was handed out is not kept.
        WORDS.set(buffer, next, 0L);
        next += Long.BYTES;
        return value;
    }

    private void refill() {
        try {
            int made = cipher.update(zeros, 0, BUFFER_BYTES, buffer, 0);
            if (made != BUFFER_BYTES) {
                throw new IllegalStateException("the key stream gave " + made + " bytes");
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("counter mode has no end here", e);
        }
        next = 0;
    }
}
