package io.warifu.simulator.amplify;

import io.warifu.simulator.bits.BitString;

/** Cuts stretches out of packed words. */
final class BitSlices {

    private BitSlices() {}

    /** Bits {@code from} to {@code from + bits}; zero where the words end. */
    static long[] slice(long[] words, int from, int bits) {
        long[] slice = new long[BitString.wordsFor(bits)];
        int first = from >>> 6;
        int shift = from & 63;
        for (int i = 0; i < slice.length; i++) {
            long low = first + i < words.length ? words[first + i] : 0;
            long high = first + i + 1 < words.length ? words[first + i + 1] : 0;
            slice[i] = (low >>> shift) | (high << 1 << (63 - shift));
        }
        clearFrom(slice, bits);
        return slice;
    }

    /** Zeroes what lies past the first {@code bits} bits. */
    static void clearFrom(long[] words, int bits) {
        int used = bits & 63;
        if (used != 0) {
            words[bits >>> 6] &= (1L << used) - 1;
        }
    }
}
