package io.warifu.simulator.reconcile;

import io.warifu.simulator.decoy.BinaryEntropy;

/**
 * How one key is cut into frames and which block lengths the passes of Cascade have. Both ends
 * derive it from the same public numbers, so it is never sent.
 *
 * <p>{@link #of} follows the rule called opt(8) by Martinez-Mateo et al., "Demystifying the
 * information reconciliation protocol Cascade" (arXiv:1407.3257): two passes fitted to the error
 * rate, one of 4096, then halves of the frame; every sub-block parity ever learnt is used again.
 * The second pass has a quarter of the paper's block length: far more searches can then go on at
 * once (a third of the round trips), for 0.2 to 0.5 % more leak. {@link #original} is Brassard and
 * Salvail 1993, for comparison only.
 *
 * <p>Limit: a frame is at most 2^14 bits, the length the rule is fitted to. Longer keys become
 * several frames of lengths that differ by one bit at most.
 */
public final class CascadePlan {

    /** Keys longer than this are refused. */
    public static final int MAX_KEY_BITS = 1 << 24;

    /** The longest frame. */
    public static final int MAX_FRAME_BITS = 1 << 14;

    private static final int PASSES = 14;
    private static final int PASSES_OF_ORIGINAL = 4;
    private static final int THIRD_PASS_BLOCK_BITS = 4096;

    /** From this rate on the rule's first blocks hold so many errors that searches queue up. */
    private static final double SHORT_BLOCKS_FROM_RATE = 0.07;

    /**
     * The few frames still open after so many round trips ask for two levels of a tree at once:
     * half the waiting for half as many bits again.
     */
    private static final int HURRY_AFTER_ROUND_TRIPS = 210;

    /** A lucky sample must not lead to blocks so long that pairs of errors hide in them. */
    private static final double MIN_RATE = 0.002;

    private final int keyBits;
    private final int[] blockBits;
    private final boolean reuse;

    private final int rootsToldPerFrame;

    private CascadePlan(int keyBits, int[] blockBits, boolean reuse) {
        this.keyBits = keyBits;
        this.blockBits = blockBits;
        this.reuse = reuse;
        int told = 0;
        for (int pass = 0; pass < blockBits.length; pass++) {
            told += rootsTold(pass);
        }
        this.rootsToldPerFrame = told;
    }

    /** The plan for {@code keyBits} bits of which a share of about {@code qber} differs. */
    public static CascadePlan of(int keyBits, double qber) {
        int half = halfFrame(keyBits);
        double rate = clampRate(qber);
        double a = BinaryEntropy.log2(1 / rate) - 0.5;
        double first = rate < SHORT_BLOCKS_FROM_RATE ? StrictMath.ceil(a) : StrictMath.floor(a);
        int[] lengths = new int[PASSES];
        for (int pass = 0; pass < PASSES; pass++) {
            int wanted =
                    switch (pass) {
                        case 0 -> powerOfTwo(first);
                        case 1 -> powerOfTwo(StrictMath.ceil(a / 2 + 4.2));
                        case 2 -> THIRD_PASS_BLOCK_BITS;
                        default -> half;
                    };
            lengths[pass] = Math.min(half, wanted);
        }
        return new CascadePlan(keyBits, lengths, true);
    }

    /** The first Cascade: blocks of 0.73/Q, doubled three times, searched anew each time. */
    public static CascadePlan original(int keyBits, double qber) {
        int half = halfFrame(keyBits);
        int[] lengths = new int[PASSES_OF_ORIGINAL];
        int first = (int) StrictMath.max(1, StrictMath.ceil(0.73 / clampRate(qber)));
        for (int pass = 0; pass < lengths.length; pass++) {
            lengths[pass] = Math.min(half, first << pass);
        }
        return new CascadePlan(keyBits, lengths, false);
    }

    public int keyBits() {
        return keyBits;
    }

    /** Into how many frames the key is cut. */
    public int frames() {
        return frames(keyBits);
    }

    /** Length of the longest frame. */
    int frameBits() {
        return frameBits(keyBits);
    }

    /** The first key bit of a frame; of the frame past the last one, the length of the key. */
    int frameStart(int frame) {
        return (int) ((long) frame * keyBits / frames());
    }

    int passes() {
        return blockBits.length;
    }

    int blockBits(int pass) {
        return blockBits[pass];
    }

    int blocks(int pass) {
        return (frameBits() + blockBits[pass] - 1) / blockBits[pass];
    }

    /** Whether parities of sub-blocks are kept and used again. */
    boolean reuse() {
        return reuse;
    }

    /**
     * Block parities that Alice tells of a pass: all of the first; later the last one follows from
     * them, which the original Cascade did not use.
     */
    int rootsTold(int pass) {
        return pass == 0 || !reuse ? blocks(pass) : blocks(pass) - 1;
    }

    /** Block parities that Alice tells of one frame. */
    int rootsToldPerFrame() {
        return rootsToldPerFrame;
    }

    /**
     * Bob gives up before this many bits are disclosed and Alice answers no further: more than the
     * key has leaves no key anyway.
     */
    long maxLeakBits() {
        return 2L * keyBits + (long) frames() * rootsToldPerFrame();
    }

    /** How many levels of a tree one question goes down after so many round trips. */
    int levelsAtOnce(int roundTrips) {
        return reuse && roundTrips >= HURRY_AFTER_ROUND_TRIPS ? 2 : 1;
    }

    private static int halfFrame(int keyBits) {
        if (keyBits < 2 || keyBits > MAX_KEY_BITS) {
            throw new IllegalArgumentException("key bits: 2 to " + MAX_KEY_BITS);
        }
        return (frameBits(keyBits) + 1) / 2;
    }

    private static int frames(int keyBits) {
        return (keyBits + MAX_FRAME_BITS - 1) / MAX_FRAME_BITS;
    }

    private static int frameBits(int keyBits) {
        int frames = frames(keyBits);
        return (keyBits + frames - 1) / frames;
    }

    private static double clampRate(double qber) {
        if (!(qber >= 0 && qber <= 1)) {
            throw new IllegalArgumentException("an error rate lies between 0 and 1");
        }
        return Math.clamp(qber, MIN_RATE, 0.5);
    }

    private static int powerOfTwo(double exponent) {
        return 1 << (int) Math.max(1, exponent);
    }
}
