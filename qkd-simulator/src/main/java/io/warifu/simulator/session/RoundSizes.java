package io.warifu.simulator.session;

/**
 * How large rounds are, in sifted bits; the real number scatters around it.
 *
 * @param keyRoundBits sifted bits of a round that makes a key block
 * @param checkRoundBits sifted bits of a round that only measures the error rate
 */
public record RoundSizes(int keyRoundBits, int checkRoundBits) {

    /** One sifted bit in eight is disclosed to estimate the error rate of a key round. */
    static final int SAMPLED_SHARE = 8;

    /** Bounded by the verification hash, with room for scatter. */
    private static final int MAX_ROUND_BITS = 1 << 16;

    private static final int MIN_ROUND_BITS = 512;

    public RoundSizes {
        if (keyRoundBits < 4 * MIN_ROUND_BITS || keyRoundBits > MAX_ROUND_BITS) {
            throw new IllegalArgumentException(
                    "sifted bits of a key round: " + 4 * MIN_ROUND_BITS + " to " + MAX_ROUND_BITS);
        }
        if (checkRoundBits < MIN_ROUND_BITS || checkRoundBits > MAX_ROUND_BITS) {
            throw new IllegalArgumentException(
                    "sifted bits of a check: " + MIN_ROUND_BITS + " to " + MAX_ROUND_BITS);
        }
    }

    /** Clicks that give about the wanted number of sifted bits: half of the bases agree. */
    int clicks(Wish wish) {
        return 2 * (wish.makesKey() ? keyRoundBits : checkRoundBits);
    }
}
