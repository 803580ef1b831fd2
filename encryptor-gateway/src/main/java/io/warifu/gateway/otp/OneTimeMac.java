package io.warifu.gateway.otp;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The tag of one field: a polynomial over {@linkplain Gf128 GF(2^128)} at a secret place, hidden by
 * a secret summand.
 *
 * <pre>
 * r || s = the key, 16 bytes each
 * m1 ... mn = head, then field, each filled with zeros to whole 16 bytes, then the two lengths in
 *             bytes, 8 bytes each
 * tag = m1 r^n + m2 r^(n-1) + ... + mn r + s
 * </pre>
 *
 * <p>Guarantee: who does not know the key, whatever computers he has, forges one message with a
 * chance of at most n / 2^128: two different messages differ in a non-zero polynomial of degree at
 * most n, and s makes every tag equally likely. That also hides the field, so the tag is taken over
 * the field itself and not over its ciphertext: pads that differ at the two ends are noticed too.
 * With heads of {@link OtpBlock#MAX_BYTES} and fields of {@link OtpBlock#MAX_FIELD_BYTES} bytes, n
 * is at most 390 and the chance below 2^-119. Assumption: the key is uniform and used for one
 * message; a second one gives it away. Time depends on the lengths alone.
 */
final class OneTimeMac {

    static final int KEY_BYTES = 32;
    static final int TAG_BYTES = 16;

    private OneTimeMac() {}

    static byte[] tag(byte[] key, byte[] head, byte[] field) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a one-time tag needs a key of 32 bytes");
        }
        Gf128 r = Gf128.of(key, 0);
        Gf128 sum = absorb(absorb(Gf128.ZERO, r, head), r, field);
        return sum.plus(new Gf128(head.length, field.length))
                .times(r)
                .plus(Gf128.of(key, Gf128.BYTES))
                .toBytes();
    }

    static boolean matches(byte[] key, byte[] head, byte[] field, byte[] tag) {
        return MessageDigest.isEqual(tag(key, head, field), tag);
    }

    private static Gf128 absorb(Gf128 before, Gf128 r, byte[] bytes) {
        Gf128 sum = before;
        byte[] block = new byte[Gf128.BYTES];
        ByteBuffer in = ByteBuffer.wrap(bytes);
        while (in.hasRemaining()) {
            int length = Math.min(block.length, in.remaining());
            in.get(block, 0, length);
            Arrays.fill(block, length, block.length, (byte) 0);
            sum = sum.plus(Gf128.of(block, 0)).times(r);
        }
        Arrays.fill(block, (byte) 0);
        return sum;
    }
}
