package io.warifu.sharing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Poly1305 (RFC 8439, section 2.5) of a message in parts: a polynomial over 2^130 - 5 at the secret
 * point r, plus the pad s.
 *
 * <p>Guarantee: time depends on lengths only. Numbers are kept in limbs of 44, 44 and 42 bits,
 * whose products fit 128 bits.
 */
final class Poly1305 implements AutoCloseable {

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int BLOCK_BYTES = 16;
    private static final long MASK_44 = (1L << 44) - 1;
    private static final long MASK_42 = (1L << 42) - 1;

    /** 2^128 in the highest limb: the bit that ends a full block. */
    private static final long FULL = 1L << 40;

    private final long r0;
    private final long r1;
    private final long r2;
    private final long s1;
    private final long s2;
    private final long padLow;
    private final long padHigh;
    private final byte[] waiting = new byte[BLOCK_BYTES];
    private int waitingBytes;
    private boolean squared;
    private long q0;
    private long q1;
    private long q2;
    private long t1;
    private long t2;
    private long h0;
    private long h1;
    private long h2;

    /**
     * Starts a message.
     *
     * @param key r and s, 16 bytes each; not kept
     */
    Poly1305(byte[] key) {
        long low = (long) LONGS.get(key, 0) & 0x0FFFFFFC0FFFFFFFL;
        long high = (long) LONGS.get(key, 8) & 0x0FFFFFFC0FFFFFFCL;
        r0 = low & MASK_44;
        r1 = ((low >>> 44) | (high << 20)) & MASK_44;
        r2 = high >>> 24;
        // 2^132 = 20 modulo 2^130 - 5: what a product sends beyond the highest limb.
        s1 = r1 * 20;
        s2 = r2 * 20;
        padLow = (long) LONGS.get(key, 16);
        padHigh = (long) LONGS.get(key, 24);
    }

    /** Goes on with all of {@code bytes}. */
    void part(byte[] bytes) {
        int at = 0;
        if (waitingBytes > 0) {
            at = Math.min(BLOCK_BYTES - waitingBytes, bytes.length);
            System.arraycopy(bytes, 0, waiting, waitingBytes, at);
            waitingBytes += at;
            if (waitingBytes < BLOCK_BYTES) {
                return;
            }
            blocks(waiting, 0, BLOCK_BYTES, FULL);
            waitingBytes = 0;
        }
        int whole = (bytes.length - at) & -BLOCK_BYTES;
        blocks(bytes, at, at + whole, FULL);
        waitingBytes = bytes.length - at - whole;
        System.arraycopy(bytes, at + whole, waiting, 0, waitingBytes);
    }

    /**
     * All whole blocks from {@code from} to {@code end}, two in a turn as long as there are two.
     */
    private void blocks(byte[] bytes, int from, int end, long closing) {
        int at = from;
        if (end - at >= 2 * BLOCK_BYTES) {
            at = pairs(bytes, at, end);
        }
        for (; at < end; at += BLOCK_BYTES) {
            addBlock(bytes, at, closing);
            multiplyByR();
        }
    }

    private void addBlock(byte[] bytes, int at, long closing) {
        long low = (long) LONGS.get(bytes, at);
        long high = (long) LONGS.get(bytes, at + 8);
        h0 += low & MASK_44;
        h1 += ((low >>> 44) | (high << 20)) & MASK_44;
        h2 += (high >>> 24) | closing;
    }

    private void multiplyByR() {
        long low0 = (h0 * r0 & MASK_44) + (h1 * s2 & MASK_44) + (h2 * s1 & MASK_44);
        long low1 = (h0 * r1 & MASK_44) + (h1 * r0 & MASK_44) + (h2 * s2 & MASK_44);
        long low2 = (h0 * r2 & MASK_44) + (h1 * r1 & MASK_44) + (h2 * r0 & MASK_44);
        long up0 = high(h0, r0) + high(h1, s2) + high(h2, s1);
        long up1 = high(h0, r1) + high(h1, r0) + high(h2, s2);
        long up2 = high(h0, r2) + high(h1, r1) + high(h2, r0);
        low1 += up0 + (low0 >>> 44);
        low2 += up1 + (low1 >>> 44);
        long rest = (low0 & MASK_44) + 5 * ((up2 << 2) + (low2 >>> 42));
        h0 = rest & MASK_44;
        h1 = (low1 & MASK_44) + (rest >>> 44);
        h2 = low2 & MASK_42;
    }

    /**
     * h = (h + m) r^2 + m' r for two blocks m, m' in each turn: products that do not wait for each
     * other. Returns where the blocks that are left begin.
     */
    private int pairs(byte[] bytes, int from, int end) {
        if (!squared) {
            square();
        }
        long a0 = h0;
        long a1 = h1;
        long a2 = h2;
        int at = from;
        for (; end - at >= 2 * BLOCK_BYTES; at += 2 * BLOCK_BYTES) {
            long low = (long) LONGS.get(bytes, at);
            long high = (long) LONGS.get(bytes, at + 8);
            a0 += low & MASK_44;
            a1 += ((low >>> 44) | (high << 20)) & MASK_44;
            a2 += (high >>> 24) | FULL;
            long next = (long) LONGS.get(bytes, at + 16);
            long last = (long) LONGS.get(bytes, at + 24);
            long b0 = next & MASK_44;
            long b1 = ((next >>> 44) | (last << 20)) & MASK_44;
            long b2 = (last >>> 24) | FULL;

            long low0 = (a0 * q0 & MASK_44) + (a1 * t2 & MASK_44) + (a2 * t1 & MASK_44);
            long low1 = (a0 * q1 & MASK_44) + (a1 * q0 & MASK_44) + (a2 * t2 & MASK_44);
            long low2 = (a0 * q2 & MASK_44) + (a1 * q1 & MASK_44) + (a2 * q0 & MASK_44);
            low0 += (b0 * r0 & MASK_44) + (b1 * s2 & MASK_44) + (b2 * s1 & MASK_44);
            low1 += (b0 * r1 & MASK_44) + (b1 * r0 & MASK_44) + (b2 * s2 & MASK_44);
            low2 += (b0 * r2 & MASK_44) + (b1 * r1 & MASK_44) + (b2 * r0 & MASK_44);
            long up0 = high(a0, q0) + high(a1, t2) + high(a2, t1);
            long up1 = high(a0, q1) + high(a1, q0) + high(a2, t2);
            long up2 = high(a0, q2) + high(a1, q1) + high(a2, q0);
            up0 += high(b0, r0) + high(b1, s2) + high(b2, s1);
            up1 += high(b0, r1) + high(b1, r0) + high(b2, s2);
            up2 += high(b0, r2) + high(b1, r1) + high(b2, r0);

            low1 += up0 + (low0 >>> 44);
            low2 += up1 + (low1 >>> 44);
            a0 = (low0 & MASK_44) + 5 * ((up2 << 2) + (low2 >>> 42));
            a1 = (low1 & MASK_44) + (a0 >>> 44);
            a2 = low2 & MASK_42;
            a0 &= MASK_44;
        }
        h0 = a0;
        h1 = a1;
        h2 = a2;
        return at;
    }

    private void square() {
        long k0 = h0;
        long k1 = h1;
        long k2 = h2;
        h0 = r0;
        h1 = r1;
        h2 = r2;
        multiplyByR();
        q0 = h0;
        q1 = h1;
        q2 = h2;
        t1 = q1 * 20;
        t2 = q2 * 20;
        h0 = k0;
        h1 = k1;
        h2 = k2;
        squared = true;
    }

    /** What a product of two limbs has from its 44th bit on. */
    private static long high(long a, long b) {
        // Both shifted by 10: what lies above the 44th bit is then the high half.
        return Math.multiplyHigh(a << 10, b << 10);
    }

    /** Ends the message. */
    byte[] tag() {
        if (waitingBytes > 0) {
            // The closing bit of a short block stands right behind its bytes.
            waiting[waitingBytes] = 1;
            Arrays.fill(waiting, waitingBytes + 1, BLOCK_BYTES, (byte) 0);
            blocks(waiting, 0, BLOCK_BYTES, 0);
            waitingBytes = 0;
        }
        carry();
        carry();
        // If h >= p, h - p = h + 5 - 2^130; both are computed and one is kept by a mask.
        long g0 = h0 + 5;
        long g1 = h1 + (g0 >>> 44);
        long g2 = h2 + (g1 >>> 44) - (1L << 42);
        long keep = g2 >> 63;
        long v0 = (h0 & keep) | (g0 & MASK_44 & ~keep);
        long v1 = (h1 & keep) | (g1 & MASK_44 & ~keep);
        long v2 = (h2 & keep) | (g2 & MASK_42 & ~keep);
        long low = v0 | (v1 << 44);
        long high = (v1 >>> 20) | (v2 << 24);
        long sum = low + padLow;
        long carry = ((low & padLow) | ((low | padLow) & ~sum)) >>> 63;
        byte[] tag = new byte[OneTimeTag.BYTES];
        LONGS.set(tag, 0, sum);
        LONGS.set(tag, 8, high + padHigh + carry);
        return tag;
    }

    private void carry() {
        h1 += h0 >>> 44;
        h0 &= MASK_44;
        h2 += h1 >>> 44;
        h1 &= MASK_44;
        h0 += (h2 >>> 42) * 5;
        h2 &= MASK_42;
    }

    /** Wipes what can be wiped; the key's limbs go with the object. */
    @Override
    public void close() {
        Arrays.fill(waiting, (byte) 0);
        h0 = h1 = h2 = 0;
        q0 = q1 = q2 = t1 = t2 = 0;
    }
}
