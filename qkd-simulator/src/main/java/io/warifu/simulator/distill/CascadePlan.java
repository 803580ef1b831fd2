package io.warifu.simulator.distill;

import io.warifu.simulator.decoy.BinaryEntropy;

/**
 * The block lengths of the passes of one Cascade run. Both ends derive it from the same two public
 * numbers, so it is never sent.
 *
 * <p>Lengths follow the rule called opt(8) by Martinez-Mateo et al., "Demystifying the information
 * reconciliation protocol Cascade" (arXiv:1407.3257): two passes fitted to the error rate, one of
 * 4096, then halves of the key. The paper fits it to keys of 2^14 bits; shorter keys get blocks of
 * at most half the key.
 */
public final class CascadePlan {

    /** Keys longer than this are refused. */
    public static final int MAX_KEY_BITS = 1 << 20;

    private static final int PASSES = 14;
    private static final int THIRD_PASS_BLOCK_BITS = 4096;

    /** A lucky sample must not lead to blocks so long that pairs of errors hide in them. */
    private static final double MIN_RATE = 0.002;

    private final int keyBits;
    private final int firstBlockBits;
    private final int secondBlockBits;

    private CascadePlan(int keyBits, int firstBlockBits, int secondBlockBits) {
        this.keyBits = keyBits;
        this.firstBlockBits = firstBlockBits;
        this.secondBlockBits = secondBlockBits;
    }

    /** The plan for {@code keyBits} bits of which a share of about {@code qber} differs. */
    public static CascadePlan of(int keyBits, double qber) {
        if (keyBits < 2 || keyBits > MAX_KEY_BITS) {
            throw new IllegalArgumentException("key bits: 2 to " + MAX_KEY_BITS);
        }
        double a = BinaryEntropy.log2(1 / Math.clamp(qber, MIN_RATE, 0.5)) - 0.5;
        return new CascadePlan(
                keyBits, powerOfTwo(StrictMath.ceil(a)), powerOfTwo(StrictMath.ceil((a + 12) / 2)));
    }

    public int keyBits() {
        return keyBits;
    }

    int passes() {
        return PASSES;
    }

    int blockBits(int pass) {
        int half = (keyBits + 1) / 2;
        return switch (pass) {
            case 0 -> Math.min(half, firstBlockBits);
            case 1 -> Math.min(half, secondBlockBits);
            case 2 -> Math.min(half, THIRD_PASS_BLOCK_BITS);
            default -> half;
        };
    }

    private static int powerOfTwo(double exponent) {
        return 1 << (int) Math.max(1, exponent);
    }
}
