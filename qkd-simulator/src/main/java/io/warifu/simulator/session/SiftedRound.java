package io.warifu.simulator.session;

import io.warifu.simulator.bb84.Disclosure;
import io.warifu.simulator.bb84.LaidOpen;
import io.warifu.simulator.bb84.SiftedBlock;
import io.warifu.simulator.decoy.BlockCounts;
import io.warifu.simulator.decoy.SourceSettings;
import io.warifu.simulator.decoy.Tally;

/**
 * One round after sifting: the same plan, counts and verdict at both ends, each with its own bits.
 *
 * @param ordinal number of the round in its session, from 1; also the conversation in which the
 *     block is distilled
 * @param pulsesBefore pulses of the session before this round: its link time
 * @param counts errors of the key basis count only if it was laid open
 * @param compared bits that both ends have laid open, and how many of them differ
 */
public record SiftedRound(
        long ordinal,
        long pulsesBefore,
        RoundPlan plan,
        SiftedBlock block,
        BlockCounts counts,
        Tally compared,
        Verdict verdict) {

    static SiftedRound of(
            long ordinal,
            long pulsesBefore,
            RoundPlan plan,
            SourceSettings source,
            SiftedBlock block,
            LaidOpen theirs) {
        BlockCounts counts = block.count(theirs, plan.disclosure());
        Tally compared =
                plan.disclosure() == Disclosure.BOTH_BASES
                        ? counts.testTotal().plus(counts.keyTotal())
                        : counts.testTotal();
        return new SiftedRound(
                ordinal,
                pulsesBefore,
                plan,
                block,
                counts,
                compared,
                Verdict.of(source, block, counts, compared));
    }

    /** Error rate of the compared bits; 0 if there are none. */
    public double qber() {
        return compared.detections() == 0 ? 0 : compared.errors() / compared.detections();
    }

    /** Sifted bits of both bases. */
    public long siftedBits() {
        return (long) counts.keyTotal().plus(counts.testTotal()).detections();
    }

    /** Whether the bits of the key basis are to be distilled. */
    public boolean yieldsKey() {
        return plan.wish().makesKey() && verdict instanceof Verdict.InOrder;
    }
}
