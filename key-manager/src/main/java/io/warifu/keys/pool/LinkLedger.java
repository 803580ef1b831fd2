package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import java.time.Instant;
import java.util.List;

/**
 * What the two ends of a link settle with each other about their blocks: that both have the same
 * bits, and that both are in the same epoch. Every call may be repeated, by either end, after any
 * message was lost.
 */
interface LinkLedger {

    /**
     * Blocks of the present epoch that wait for confirmation, above number {@code after}, oldest
     * first. The end that leads marks those for which there is no room.
     */
    Confirmation unconfirmed(LinkId link, long after, Instant storedBefore, int limit);

    /** Compares the other end's blocks with this end's and moves those that agree or must go. */
    Confirmation.Answer judge(LinkId link, Confirmation theirs);

    /** Does at this end what the other end's verdicts say; the number of blocks that moved. */
    int settle(LinkId link, Confirmation mine, List<Verdict> verdicts);

    /** Burns blocks that nobody confirmed since {@code storedBefore}. */
    void burnUnconfirmed(LinkId link, Instant storedBefore);

    /** Burns incoming blocks up to a number under which the other end has stopped to send. */
    void burnPassed(LinkId link, long upTo);

    /** Seals blocks anew whose sealed form is old, without the bytes that were used. */
    void reseal(LinkId link);

    /** What this end tells the other. */
    EpochNote note(LinkId link);

    /** Takes the other end's note and answers with this end's. */
    EpochNote hear(LinkId link, EpochNote theirs);

    /** Takes the other end's answer to {@link #note}; false if the exchange must be repeated. */
    boolean learn(LinkId link, EpochNote theirs);

    /** Opens a new epoch and burns all blocks; no pads until the other end knows it. */
    long newEpoch(LinkId link, String reason);

    boolean agreed(LinkId link);

    /** Whether this process saw that its database is older than what it did. */
    boolean suspected(LinkId link);
}
