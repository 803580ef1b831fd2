package io.warifu.simulator.session;

import io.warifu.simulator.decoy.BlockCounts;
import io.warifu.simulator.handover.FinishedBlock;
import java.util.UUID;

/** What became of a block's bits; both ends come to the same result, or the channel breaks. */
public sealed interface BlockOutcome {

    /**
     * The block counts at both ends; its key is with the {@link BlockKeeper}.
     *
     * @param secretBytes length of the whole key
     * @param refillBytes how much of it goes into the authentication pool
     */
    record Sealed(UUID blockId, long sequence, int secretBytes, int refillBytes, Evidence evidence)
            implements BlockOutcome {

        static Sealed of(FinishedBlock block, Evidence evidence) {
            return new Sealed(
                    block.blockId(),
                    block.sequence(),
                    block.key().length(),
                    block.refillBytes(),
                    evidence);
        }
    }

    /** No key of this round; everything of it is forgotten. */
    record Nothing(SiftedRound round, BlockCounts counts, Reason reason) implements BlockOutcome {}

    /** Why no key came out. */
    enum Reason {
        /** Error correction missed an error: the verification tags differ. */
        KEYS_STILL_DIFFER,
        /** The proof leaves no secret bit of these counts. */
        NO_SECRET_LEFT
    }
}
