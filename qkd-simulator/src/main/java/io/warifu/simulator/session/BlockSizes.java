package io.warifu.simulator.session;

import io.warifu.simulator.optics.LinkOptics;

/**
 * How large rounds are; the real numbers scatter around it.
 *
 * @param keyBasisBits sifted bits of the key basis in a block, 2^14 to 2^23
 * @param checkClicks clicks of a round that only looks for eavesdroppers
 * @param trainClicks clicks of one train at most, which bounds messages and memory
 */
public record BlockSizes(int keyBasisBits, int checkClicks, int trainClicks) {

    /** More trains than this in a block are refused. */
    static final int MAX_TRAINS = 256;

    private static final int MIN_BITS = 1 << 14;
    private static final int MAX_BITS = 1 << 23;
    private static final int MIN_CLICKS = 1 << 10;

    public BlockSizes {
        if (keyBasisBits < MIN_BITS || keyBasisBits > MAX_BITS) {
            throw new IllegalArgumentException(
                    "key basis bits of a block: " + MIN_BITS + " to " + MAX_BITS);
        }
        if (trainClicks < MIN_CLICKS || trainClicks > LinkOptics.MAX_CLICKS_PER_TRAIN / 2) {
            throw new IllegalArgumentException(
                    "clicks of a train: "
                            + MIN_CLICKS
                            + " to "
                            + LinkOptics.MAX_CLICKS_PER_TRAIN / 2);
        }
        if (checkClicks < MIN_CLICKS || checkClicks > trainClicks) {
            throw new IllegalArgumentException(
                    "clicks of a check: " + MIN_CLICKS + " to those of a train");
        }
    }

    /** How many trains of which length a round needs at the nominal click rate. */
    TrainPlan trains(Wish wish, LinkOptics optics) {
        if (!wish.makesKey()) {
            return new TrainPlan(1, optics.pulsesFor(checkClicks));
        }
        double keyBasis = optics.source().keyBasisProbability();
        double clicks = keyBasisBits / (keyBasis * keyBasis);
        int trains = (int) Math.min(MAX_TRAINS, Math.ceil(clicks / trainClicks));
        return new TrainPlan(
                trains, optics.pulsesFor((int) Math.min(trainClicks, clicks / trains)));
    }

    /**
     * The trains of one round.
     *
     * @param trains how many
     * @param pulsesEach how long each is
     */
    record TrainPlan(int trains, long pulsesEach) {}
}
