package io.warifu.simulator.bb84;

import io.warifu.simulator.bits.BitString;
import java.util.random.RandomGenerator;

/**
 * Which sifted bits are disclosed to estimate the error rate; what is disclosed never becomes key.
 */
public final class Sample {

    private Sample() {}

    /** A uniformly random subset of {@code size} positions out of {@code length}. */
    public static BitString choose(int length, int size, RandomGenerator chance) {
        if (size < 0 || size > length) {
            throw new IllegalArgumentException("a sample of " + size + " out of " + length);
        }
        BitString chosen = new BitString(length);
        // Floyd's way: each subset is equally likely, with exactly one draw per member.
        for (int last = length - size; last < length; last++) {
            int candidate = chance.nextInt(last + 1);
            chosen.set(chosen.get(candidate) ? last : candidate, true);
        }
        return chosen;
    }

    /** All positions: for rounds that only look for an eavesdropper. */
    public static BitString all(int length) {
        return new BitString(length).not();
    }
}
