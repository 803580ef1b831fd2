package io.warifu.simulator.bits;

import java.util.Arrays;

/**
 * A bit string under construction: pieces are appended whole words at a time. It may hold key bits
 * and is overwritten by {@link #wipe()}; what it outgrows is overwritten too. Not safe for use by
 * several threads.
 */
public final class BitCollector {

    private long[] words = new long[16];
    private int length;

    public int length() {
        return length;
    }

    public void append(BitString piece) {
        int newLength = Math.addExact(length, piece.length());
        grow(BitString.wordsFor(newLength) + 1);
        long[] added = piece.toWords();
        int word = length >>> 6;
        int shift = length & 63;
        for (long bits : added) {
            words[word] |= bits << shift;
            if (shift != 0) {
                words[word + 1] |= bits >>> (64 - shift);
            }
            word++;
        }
        Arrays.fill(added, 0);
        length = newLength;
    }

    /** A copy of everything so far. */
    public BitString toBits() {
        return BitString.ofWords(length, words);
    }

    /** Overwrites and forgets all bits. */
    public void wipe() {
        Arrays.fill(words, 0);
        length = 0;
    }

    private void grow(int needed) {
        if (needed > words.length) {
            long[] larger = Arrays.copyOf(words, Math.max(needed, words.length * 2));
            Arrays.fill(words, 0);
            words = larger;
        }
    }
}
