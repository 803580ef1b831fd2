package io.warifu.simulator.link;

import io.warifu.simulator.link.RateMeter.IntensityGain;
import io.warifu.simulator.session.BlockOutcome;
import io.warifu.simulator.session.SiftedRound;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A link at one moment; totals count since this process was started.
 *
 * @param qber error rate of the last round that measured one, 0 before the first
 * @param gains of the last round, one for each intensity
 * @param totals counters
 * @param rates in link time
 * @param lastBlocks newest first
 * @param lastAbort why the last session ended, if one has
 */
record LinkSnapshot(
        LinkState state,
        double qber,
        List<IntensityGain> gains,
        Totals totals,
        Rates rates,
        List<Block> lastBlocks,
        @Nullable Abort lastAbort) {

    private static final int SHOWN_BLOCKS = 10;

    static final LinkSnapshot INITIAL =
            new LinkSnapshot(
                    LinkState.DISCONNECTED,
                    0,
                    List.of(),
                    new Totals(0, 0, 0, 0),
                    new Rates(0, 0, 0),
                    List.of(),
                    null);

    /** Counters since the process was started. */
    record Totals(long rawBits, long siftedBits, long secretBits, long blocks) {}

    /**
     * Bits per second of link time: raw and sifted of the last round, secret of the last block (all
     * of its key, what refills the authentication pool included).
     */
    record Rates(double rawPerSecond, double siftedPerSecond, double secretPerSecond) {}

    /** A finished block. */
    record Block(
            UUID blockId,
            long sequence,
            long keyBasisBits,
            long secretBits,
            double qber,
            long leakBits) {}

    /** Which check ended a session. */
    record Abort(String check, String detail, Instant at) {}

    LinkSnapshot in(LinkState now) {
        return new LinkSnapshot(now, qber, gains, totals, rates, lastBlocks, lastAbort);
    }

    LinkSnapshot aborted(Abort abort) {
        return new LinkSnapshot(state, qber, gains, totals, rates, lastBlocks, abort);
    }

    LinkSnapshot after(SiftedRound round, LinkSettings settings) {
        double pulses = round.counts().pulses();
        double clockHz = settings.optics().clockHz();
        double raw = round.block().clicks();
        double sifted = round.siftedBits();
        return new LinkSnapshot(
                state,
                round.qber(),
                RateMeter.gains(settings.optics().source(), round.counts()),
                new Totals(
                        totals.rawBits() + round.block().clicks(),
                        totals.siftedBits() + round.siftedBits(),
                        totals.secretBits(),
                        totals.blocks()),
                new Rates(
                        RateMeter.perSecond(raw, pulses, clockHz),
                        RateMeter.perSecond(sifted, pulses, clockHz),
                        rates.secretPerSecond()),
                lastBlocks,
                lastAbort);
    }

    LinkSnapshot after(BlockOutcome.Sealed sealed, LinkSettings settings) {
        long bits = 8L * sealed.secretBytes();
        double clockHz = settings.optics().clockHz();
        double pulses = sealed.evidence().counts().pulses();
        List<Block> blocks = new ArrayList<>(lastBlocks);
        blocks.addFirst(
                new Block(
                        sealed.blockId(),
                        sealed.sequence(),
                        (long) sealed.evidence().counts().keyTotal().detections(),
                        bits,
                        sealed.evidence().keyQber(),
                        sealed.evidence().cascade().leakedBits()));
        return new LinkSnapshot(
                state,
                qber,
                gains,
                new Totals(
                        totals.rawBits(),
                        totals.siftedBits(),
                        totals.secretBits() + bits,
                        totals.blocks() + 1),
                new Rates(
                        rates.rawPerSecond(),
                        rates.siftedPerSecond(),
                        RateMeter.perSecond((double) bits, pulses, clockHz)),
                List.copyOf(blocks.subList(0, Math.min(SHOWN_BLOCKS, blocks.size()))),
                lastAbort);
    }
}
