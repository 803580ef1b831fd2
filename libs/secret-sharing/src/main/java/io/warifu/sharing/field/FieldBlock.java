package io.warifu.sharing.field;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;

/**
 * Working memory for a run of field elements, eight to a {@code long}, and the one operation that
 * all linear sharing needs: a sum of blocks, each multiplied by a public constant.
 *
 * <p>Guarantee: time depends on lengths and constants only, never on the elements. Multiplication
 * is by repeated doubling, so there is no table to be watched through the cache. Limit: mutable and
 * not safe for several threads; whoever puts secrets in calls {@link #wipe()}.
 */
public final class FieldBlock {

    private static final long TOP_BITS = 0x8080808080808080L;
    private static final long REDUCTION = 0x1D1D1D1D1D1D1D1DL;

    private final long[] lanes;
    private int lengthBytes;

    public FieldBlock(int capacityBytes) {
        lanes = new long[Math.ceilDiv(capacityBytes, Long.BYTES)];
    }

    public int lengthBytes() {
        return lengthBytes;
    }

    /** Replaces the content by {@code length} elements of {@code source}. */
    public void load(byte[] source, int offset, int length) {
        lengthBytes = length;
        int whole = length / Long.BYTES;
        lanesOf(source, offset, whole).get(lanes, 0, whole);
        if (whole < laneCount()) {
            long last = 0;
            for (int i = length - 1; i >= whole * Long.BYTES; i--) {
                last = (last << 8) | (source[offset + i] & 0xFF);
            }
            lanes[whole] = last;
        }
    }

    /** Writes all elements to {@code target}. */
    public void store(byte[] target, int offset) {
        int whole = lengthBytes / Long.BYTES;
        lanesOf(target, offset, whole).put(lanes, 0, whole);
        if (whole < laneCount()) {
            long last = lanes[whole];
            for (int i = whole * Long.BYTES; i < lengthBytes; i++) {
                target[offset + i] = (byte) last;
                last >>>= 8;
            }
        }
    }

    /**
     * Replaces the content by the sum of {@code weights[i]} times {@code rows[i]}: Horner's rule
     * over the bits of all weights at once, so seven doublings at most, however many rows.
     *
     * @param weights public constants
     * @param rows other blocks of equal length, at least as many as weights
     */
    public void setToSum(int[] weights, FieldBlock[] rows) {
        lengthBytes = rows[0].lengthBytes;
        Arrays.fill(lanes, 0, laneCount(), 0);
        int allBits = 0;
        for (int weight : weights) {
            allBits |= weight;
        }
        int highest = 31 - Integer.numberOfLeadingZeros(allBits);
        for (int bit = highest; bit >= 0; bit--) {
            if (bit < highest) {
                twice();
            }
            for (int row = 0; row < weights.length; row++) {
                if (((weights[row] >>> bit) & 1) != 0) {
                    add(rows[row]);
                }
            }
        }
    }

    public boolean isZero() {
        long any = 0;
        for (int i = 0; i < laneCount(); i++) {
            any |= lanes[i];
        }
        return any == 0;
    }

    /** Overwrites everything with zeros. */
    public void wipe() {
        Arrays.fill(lanes, 0);
        lengthBytes = 0;
    }

    private int laneCount() {
        return Math.ceilDiv(lengthBytes, Long.BYTES);
    }

    private void add(FieldBlock other) {
        long[] mine = lanes;
        long[] theirs = other.lanes;
        int count = laneCount();
        for (int i = 0; i < count; i++) {
            mine[i] ^= theirs[i];
        }
    }

    /** Doubles all elements; a top bit that falls out becomes the mask that brings 0x1D in. */
    private void twice() {
        long[] mine = lanes;
        int count = laneCount();
        for (int i = 0; i < count; i++) {
            long top = mine[i] & TOP_BITS;
            long mask = (top << 1) - (top >>> 7);
            mine[i] = ((mine[i] ^ top) << 1) ^ (mask & REDUCTION);
        }
    }

    private static LongBuffer lanesOf(byte[] bytes, int offset, int count) {
        // Little-endian, so that the odd bytes at the end fall into the low bytes of their lane.
        return ByteBuffer.wrap(bytes, offset, count * Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer();
    }
}
