package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import org.jspecify.annotations.Nullable;

/**
 * State of one link at this end, for path choice, status pages and the simulator's pacing.
 *
 * @param epoch of the link at this end
 * @param agreed whether this process has agreed on the epoch with the other end; pads are given
 *     only then
 * @param outgoingBits pooled, unused key under which this site may send
 * @param incomingBits pooled, unused key under which the other end may send
 * @param generatedOutgoingBits outgoing key that the other end has not confirmed yet
 * @param generatedIncomingBits incoming key that the other end has not confirmed yet
 * @param quarantinedBits key that is burned when the alarm ends
 * @param qber of the last block or alarm; null before the first
 */
public record LinkView(
        LinkId link,
        long epoch,
        boolean agreed,
        long nextSequence,
        long outgoingBits,
        long incomingBits,
        long generatedOutgoingBits,
        long generatedIncomingBits,
        long quarantinedBits,
        long capacityBits,
        boolean alarm,
        @Nullable Double qber,
        @Nullable String alarmReason) {

    /**
     * Stock of both directions, each counted up to its half of the capacity: it reaches the
     * capacity only when neither direction is short.
     */
    public long stockBits() {
        return upToCapacity(outgoingBits, incomingBits);
    }

    /** The same with the blocks that still wait for the other end: what need not be made. */
    public long filledBits() {
        return upToCapacity(
                outgoingBits + generatedOutgoingBits, incomingBits + generatedIncomingBits);
    }

    /** Key of both directions that the other end has not confirmed yet. */
    public long generatedBits() {
        return generatedOutgoingBits + generatedIncomingBits;
    }

    /** Key under which this site can send at once. */
    public long sendableBits() {
        return agreed && !alarm ? outgoingBits : 0;
    }

    private long upToCapacity(long outgoing, long incoming) {
        return Math.min(outgoing, capacityBits / 2) + Math.min(incoming, capacityBits / 2);
    }
}
