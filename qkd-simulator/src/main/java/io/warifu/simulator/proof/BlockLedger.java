package io.warifu.simulator.proof;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.pack.Sha256;
import io.warifu.simulator.decoy.BlockCounts;
import io.warifu.simulator.decoy.SourceSettings;
import io.warifu.simulator.decoy.Tally;
import java.util.List;
import java.util.UUID;

/**
 * All that the secret length of one block was computed from, as one end of the link counted it.
 *
 * <p>Guarantee: holds no bit of a key and no digest of one, so it may be shown to anybody. Limit:
 * it proves that the sum was done right from these counts, not that the counts are true; for that
 * the ledgers of both ends are compared.
 *
 * @param end which end of the link writes
 * @param sequence number of this ledger on its link and end, from 1
 * @param previous digest of the ledger before ({@link LedgerCodec#digest}), {@link #NO_DIGEST} for
 *     the first
 * @param issuedAtEpochSeconds wall clock, only to judge the certificate by
 * @param startedNanos link time (pulses over clock rate) when the first pulse was sent
 * @param endedNanos link time after the last pulse
 * @param preset name of the link's parameters
 * @param proof name of the length formula
 * @param pool one entry for each lane
 */
public record BlockLedger(
        LinkId link,
        End end,
        UUID session,
        UUID blockId,
        long sequence,
        Sha256 previous,
        long issuedAtEpochSeconds,
        long startedNanos,
        long endedNanos,
        String preset,
        double clockHz,
        SourceSettings source,
        BlockCounts counts,
        String proof,
        Epsilons epsilons,
        Correction correction,
        Amplification amplification,
        List<PoolLane> pool) {

    /** Stands where there is nothing to digest. */
    public static final Sha256 NO_DIGEST = new Sha256("0".repeat(64));

    static final int MAX_LANES = 8;

    /** A century of link time. */
    private static final long MAX_NANOS = 1L << 62;

    /** Which end of a link. */
    public enum End {
        ALICE,
        BOB
    }

    public BlockLedger {
        pool = List.copyOf(pool);
        Whole.require("sequence", sequence, 1, Whole.MAX_COUNT);
        Whole.count("seconds", issuedAtEpochSeconds);
        Whole.require("start", startedNanos, 0, MAX_NANOS);
        Whole.require("end", endedNanos, startedNanos, MAX_NANOS);
        Whole.word("preset", preset);
        Whole.word("proof", proof);
        Whole.require("lanes", pool.size(), 1, MAX_LANES);
        if (!(clockHz > 0 && clockHz < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("clock rate: above 0");
        }
        if (counts.key().size() != source.intensities().size()) {
            throw new IllegalArgumentException("one tally for each intensity");
        }
        long _ = Whole.exact("pulses", counts.pulses());
        counts.key().forEach(BlockLedger::requireWhole);
        counts.test().forEach(BlockLedger::requireWhole);
    }

    /** The site that writes and signs. */
    public SiteId site() {
        return switch (end) {
            case ALICE -> link.alice();
            case BOB -> link.bob();
        };
    }

    private static void requireWhole(Tally tally) {
        long _ = Whole.exact("detections", tally.detections());
        long _ = Whole.exact("errors", tally.errors());
    }
}
