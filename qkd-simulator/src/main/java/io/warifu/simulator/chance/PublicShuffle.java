package io.warifu.simulator.chance;

/**
 * The permutation that both ends derive from one seed announced in the clear.
 *
 * <p>It is no secret and need not be: error correction wants the positions mixed, not hidden. The
 * generator (SplitMix64, Steele, Lea and Flood 2014) is written out because both ends must agree on
 * it for ever, whatever the library of the day does.
 */
public final class PublicShuffle {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    private PublicShuffle(long seed) {
        this.state = seed;
    }

    /** The numbers 0 to {@code length - 1} in an order that {@code seed} decides. */
    public static int[] order(int length, long seed) {
        PublicShuffle shuffle = new PublicShuffle(seed);
        int[] order = new int[length];
        for (int i = 0; i < length; i++) {
            int j = shuffle.below(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /**
     * A choice of {@code chosen} of the numbers 0 to {@code length - 1}, as bits; each choice is as
     * likely as any other. Quicker than an {@link #order}: most of it is whole random words.
     */
    public static long[] choice(int length, int chosen, long seed) {
        PublicShuffle shuffle = new PublicShuffle(seed);
        long[] choice = new long[(length + 63) >>> 6];
        int ones = 0;
        for (int i = 0; i < choice.length; i++) {
            int bits = Math.min(Long.SIZE, length - (i << 6));
            choice[i] = shuffle.next() >>> (Long.SIZE - bits);
            ones += Long.bitCount(choice[i]);
        }
        // Whatever the count of ones is, all places are alike, and stay so.
        while (ones != chosen) {
            int place = shuffle.below(length);
            long bit = 1L << place;
            boolean isOne = (choice[place >>> 6] & bit) != 0;
            if (isOne == (ones > chosen)) {
                choice[place >>> 6] ^= bit;
                ones += isOne ? -1 : 1;
            }
        }
        return choice;
    }

    private int below(int bound) {
        // The bias of the product is below 2^-32 and does not matter for mixing.
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    private long next() {
        state += GOLDEN_GAMMA;
        long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
