package io.warifu.simulator.bits;

import java.util.Arrays;

/**
 * Bits packed into words, bit {@code i} in word {@code i / 64} at position {@code i % 64}. The
 * words past the end are always zero, so that whole words can be counted and combined.
 *
 * <p>It may hold key bits: it prints only its length, has no {@code equals} of its own, and is
 * overwritten by {@link #wipe()}. Not safe for use by several threads.
 */
public final class BitString {

    private final int length;
    private final long[] words;

    public BitString(int length) {
        if (length < 0) {
            throw new IllegalArgumentException("a bit string has no negative length");
        }
        this.length = length;
        this.words = new long[wordsFor(length)];
    }

    private BitString(int length, long[] words) {
        this.length = length;
        this.words = words;
        clearPastEnd();
    }

    /** The first {@code length} bits of {@code words}, which are copied. */
    public static BitString ofWords(int length, long[] words) {
        return new BitString(length, Arrays.copyOf(words, wordsFor(length)));
    }

    /** Bit {@code i} is bit {@code i % 8} of byte {@code i / 8}. */
    public static BitString ofBytes(int length, byte[] bytes) {
        if (bytes.length != bytesFor(length)) {
            throw new IllegalArgumentException(
                    length + " bits need " + bytesFor(length) + " bytes, not " + bytes.length);
        }
        BitString bits = new BitString(length);
        for (int i = 0; i < bytes.length; i++) {
            bits.words[i >>> 3] |= (bytes[i] & 0xFFL) << ((i & 7) << 3);
        }
        bits.clearPastEnd();
        return bits;
    }

    public static int bytesFor(int bits) {
        return (bits + 7) >>> 3;
    }

    public static int wordsFor(int bits) {
        return (bits + 63) >>> 6;
    }

    public int length() {
        return length;
    }

    public boolean get(int index) {
        return bit(index) == 1;
    }

    /** 0 or 1. */
    public int bit(int index) {
        if (index < 0 || index >= length) {
            throw new IndexOutOfBoundsException("bit " + index + " of " + length);
        }
        return (int) (words[index >>> 6] >>> (index & 63)) & 1;
    }

    public void set(int index, boolean value) {
        if (index < 0 || index >= length) {
            throw new IndexOutOfBoundsException("bit " + index + " of " + length);
        }
        long mask = 1L << (index & 63);
        if (value) {
            words[index >>> 6] |= mask;
        } else {
            words[index >>> 6] &= ~mask;
        }
    }

    public void flip(int index) {
        set(index, !get(index));
    }

    public int countOnes() {
        int ones = 0;
        for (long word : words) {
            ones += Long.bitCount(word);
        }
        return ones;
    }

    /** In how many places two strings of one length differ. */
    public int distanceTo(BitString other) {
        requireSameLength(other);
        int distance = 0;
        for (int i = 0; i < words.length; i++) {
            distance += Long.bitCount(words[i] ^ other.words[i]);
        }
        return distance;
    }

    public BitString xor(BitString other) {
        requireSameLength(other);
        long[] sum = words.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] ^= other.words[i];
        }
        return new BitString(length, sum);
    }

    /** The complement: ones where this has zeros. */
    public BitString not() {
        long[] flipped = words.clone();
        for (int i = 0; i < flipped.length; i++) {
            flipped[i] = ~flipped[i];
        }
        return new BitString(length, flipped);
    }

    /** The bits at the ones of {@code mask}, in order. */
    public BitString select(BitString mask) {
        requireSameLength(mask);
        BitString selected = new BitString(mask.countOnes());
        int next = 0;
        for (int w = 0; w < words.length; w++) {
            int kept = Long.bitCount(mask.words[w]);
            selected.putLow(next, kept, Long.compress(words[w], mask.words[w]));
            next += kept;
        }
        return selected;
    }

    public boolean sameBits(BitString other) {
        return length == other.length && distanceTo(other) == 0;
    }

    public byte[] toBytes() {
        byte[] bytes = new byte[bytesFor(length)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (words[i >>> 3] >>> ((i & 7) << 3));
        }
        return bytes;
    }

    /** A copy of the packed words; the caller wipes it if the bits are secret. */
    public long[] toWords() {
        return words.clone();
    }

    /** Overwrites all bits with zero. */
    public void wipe() {
        Arrays.fill(words, 0);
    }

    @Override
    public String toString() {
        return "BitString[" + length + " bits]";
    }

    private void putLow(int index, int count, long value) {
        if (count == 0) {
            return;
        }
        int shift = index & 63;
        words[index >>> 6] |= value << shift;
        if (shift + count > 64) {
            words[(index >>> 6) + 1] |= value >>> (64 - shift);
        }
    }

    private void clearPastEnd() {
        int used = length & 63;
        if (used != 0) {
            words[words.length - 1] &= (1L << used) - 1;
        }
    }

    private void requireSameLength(BitString other) {
        if (other.length != length) {
            throw new IllegalArgumentException("lengths differ: " + length + ", " + other.length);
        }
    }
}
