package io.warifu.simulator.reconcile;

import io.warifu.simulator.bits.BitString;
import java.util.Arrays;

/** Cuts a key into the frames of a plan. */
final class Frames {

    private Frames() {}

    /** Packed copies of the frames; each ends with at least one zero bit that is not of the key. */
    static long[][] cut(BitString key, CascadePlan plan) {
        if (key.length() != plan.keyBits()) {
            throw new IllegalArgumentException(
                    "a plan for " + plan.keyBits() + " bits, a key of " + key.length());
        }
        long[] words = key.toWords();
        long[][] frames = new long[plan.frames()][BitString.wordsFor(plan.frameBits() + 1)];
        for (int frame = 0; frame < frames.length; frame++) {
            int start = plan.frameStart(frame);
            int bits = plan.frameStart(frame + 1) - start;
            copy(words, start, bits, frames[frame]);
        }
        Arrays.fill(words, 0);
        return frames;
    }

    private static void copy(long[] from, int start, int bits, long[] to) {
        int shift = start & 63;
        int first = start >>> 6;
        int words = BitString.wordsFor(bits);
        for (int w = 0; w < words; w++) {
            long word = from[first + w] >>> shift;
            if (shift != 0 && first + w + 1 < from.length) {
                word |= from[first + w + 1] << -shift;
            }
            to[w] = word;
        }
        if ((bits & 63) != 0) {
            to[words - 1] &= (1L << bits) - 1;
        }
    }
}
