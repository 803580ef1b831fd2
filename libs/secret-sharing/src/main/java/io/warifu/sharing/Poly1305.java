package io.warifu.sharing;

import io.warifu.sharing.field.Kernels;
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
    private static final long MASK_26 = (1L << 26) - 1;
    private static final long MASK_18 = (1L << 18) - 1;
    private static final long MASK_10 = (1L << 10) - 1;

    /** Below, preparing the lanes costs more than they bring. */
    private static final int LEAST_LANE_BYTES = 512;

    private static final int LEAST_VECTOR_BITS = 256;

    /** 2^128 in the highest limb: the bit that ends a full block. */
    private static final long FULL = 1L << 40;

    private final boolean lanes;
    private final long r0;
    private final long r1;
    private final long r2;
    private final long s1;
    private final long s2;
    private final long padLow;
    private final long padHigh;
    private final byte[] waiting = new byte[BLOCK_BYTES];
    private int waitingBytes;
    private long h0;
    private long h1;
    private long h2;

    /**
     * Starts a message.
     *
     * @param key r and s, 16 bytes each; not kept
     */
    Poly1305(byte[] key) {
        this(key, Kernels.vectorBits() >= LEAST_VECTOR_BITS);
    }

    /** With or without lanes, whichever the JVM would choose. */
    Poly1305(byte[] key, boolean lanes) {
        this.lanes = lanes;
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

    /** All whole blocks from {@code from} to {@code end}, four in a turn where that is faster. */
    private void blocks(byte[] bytes, int from, int end, long closing) {
        int at = from;
        if (lanes && end - at >= LEAST_LANE_BYTES) {
            at = inLanes(bytes, at, end);
        }
        for (; at < end; at += BLOCK_BYTES) {
            addBlock(bytes, at, closing);
            multiplyByR();
        }
    }

    /** The lanes' sums are then hashed like blocks, one after the other. */
    private int inLanes(byte[] bytes, int from, int end) {
        int groups = (end - from) / Poly1305Lanes.GROUP_BYTES;
        long[] before = narrowLimbs();
        h0 = r0;
        h1 = r1;
        h2 = r2;
        multiplyByR();
        multiplyByR();
        multiplyByR();
        long[] fourthPower = narrowLimbs();
        long[][] sums = new long[Poly1305Lanes.LIMBS][Poly1305Lanes.LANES];
        Poly1305Lanes.absorb(bytes, from, groups, before, fourthPower, sums);
        h0 = 0;
        h1 = 0;
        h2 = 0;
        for (int lane : Poly1305Lanes.LANE_OF_BLOCK) {
            long x1 = sums[1][lane];
            long x3 = sums[3][lane];
            h0 += sums[0][lane] + ((x1 & MASK_18) << 26);
            h1 += (x1 >>> 18) + (sums[2][lane] << 8) + ((x3 & MASK_10) << 34);
            h2 += (x3 >>> 10) + (sums[4][lane] << 16);
            multiplyByR();
        }
        Arrays.fill(before, 0);
        Arrays.fill(fourthPower, 0);
        for (long[] limb : sums) {
            Arrays.fill(limb, 0);
        }
        return from + groups * Poly1305Lanes.GROUP_BYTES;
    }

    /** The number in five limbs of 26 bits. */
    private long[] narrowLimbs() {
        carry();
        carry();
        return new long[] {
            h0 & MASK_26,
            ((h0 >>> 26) | (h1 << 18)) & MASK_26,
            (h1 >>> 8) & MASK_26,
            ((h1 >>> 34) | (h2 << 10)) & MASK_26,
            h2 >>> 16
        };
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
    }
}
