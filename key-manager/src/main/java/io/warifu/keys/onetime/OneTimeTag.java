package io.warifu.keys.onetime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * One-time message authentication by a polynomial over 2^130 - 5 (Poly1305, RFC 8439 section 2.5).
 *
 * <p>Guarantee: under a fresh uniform 32-byte key, whoever does not know the key forges one message
 * of L bytes with a chance of at most about L / 2^102, whatever computers he has. Assumption: the
 * key authenticates one message only; a second one under the same key reveals it. Time depends on
 * the length alone.
 */
public final class OneTimeTag {

    public static final int KEY_BYTES = 32;
    public static final int TAG_BYTES = 16;

    private static final long LIMB = 0x3ffffff;

    private OneTimeTag() {}

    public static boolean matches(byte[] key, byte[] message, byte[] tag) {
        return MessageDigest.isEqual(compute(key, message), tag);
    }

    public static byte[] compute(byte[] key, byte[] message) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a one-time tag needs a key of 32 bytes");
        }
        long[] r = limbs(clamped(key), 0);
        long[] h = new long[5];
        byte[] block = new byte[17];
        for (int at = 0; at < message.length; at += TAG_BYTES) {
            int length = Math.min(TAG_BYTES, message.length - at);
            Arrays.fill(block, (byte) 0);
            System.arraycopy(message, at, block, 0, length);
            block[length] = 1;
            long[] m = limbs(block, block[16]);
            for (int i = 0; i < 5; i++) {
                h[i] += m[i];
            }
            multiply(h, r);
        }
        return finish(h, key);
    }

    private static byte[] clamped(byte[] key) {
        byte[] r = Arrays.copyOf(key, 16);
        for (int i = 3; i < 16; i += 4) {
            r[i] &= 0x0f;
        }
        for (int i = 4; i < 16; i += 4) {
            r[i] &= (byte) 0xfc;
        }
        return r;
    }

    /** Five limbs of 26 bits, least significant first; {@code top} is the seventeenth byte. */
    private static long[] limbs(byte[] bytes, long top) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long low = in.getLong(0);
        long high = in.getLong(8);
        return new long[] {
            low & LIMB,
            (low >>> 26) & LIMB,
            ((low >>> 52) | (high << 12)) & LIMB,
            (high >>> 14) & LIMB,
            (high >>> 40) | (top << 24)
        };
    }

    /** Sets h to h r modulo 2^130 - 5, partly reduced. */
    private static void multiply(long[] h, long[] r) {
        long[] d = new long[5];
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                // Limb positions from 5 up wrap around with factor 5, because 2^130 = 5.
                d[(i + j) % 5] += h[i] * r[j] * (i + j >= 5 ? 5 : 1);
            }
        }
        carry(d);
        System.arraycopy(d, 0, h, 0, 5);
    }

    private static void carry(long[] h) {
        for (int i = 0; i < 4; i++) {
            h[i + 1] += h[i] >>> 26;
            h[i] &= LIMB;
        }
        h[0] += 5 * (h[4] >>> 26);
        h[4] &= LIMB;
        h[1] += h[0] >>> 26;
        h[0] &= LIMB;
    }

    private static byte[] finish(long[] h, byte[] key) {
        carry(h);
        carry(h);
        // g = h + 5 - 2^130: if it is not negative, h was at least the modulus and g is the rest.
        long[] g = h.clone();
        g[0] += 5;
        for (int i = 0; i < 4; i++) {
            g[i + 1] += g[i] >>> 26;
            g[i] &= LIMB;
        }
        g[4] -= 1L << 26;
        long keepH = g[4] >> 63;
        for (int i = 0; i < 5; i++) {
            h[i] = (h[i] & keepH) | (g[i] & ~keepH);
        }
        long low = h[0] | (h[1] << 26) | (h[2] << 52);
        long high = (h[2] >>> 12) | (h[3] << 14) | (h[4] << 40);
        ByteBuffer s = ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN);
        long sumLow = low + s.getLong(16);
        long overflow = ((low & s.getLong(16)) | ((low | s.getLong(16)) & ~sumLow)) >>> 63;
        long sumHigh = high + s.getLong(24) + overflow;
        return ByteBuffer.allocate(TAG_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(sumLow)
                .putLong(sumHigh)
                .array();
    }
}
