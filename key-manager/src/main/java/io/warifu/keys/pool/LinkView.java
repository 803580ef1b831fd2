package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import org.jspecify.annotations.Nullable;

/**
 * State of one link at this end, for status pages and for the simulator's pacing.
 *
 * @param outgoingBits unused key under which this site may send
 * @param incomingBits unused key under which the other end may send
 * @param qber of the last block or alarm; null before the first
 */
public record LinkView(
        LinkId link,
        long nextSequence,
        long outgoingBits,
        long incomingBits,
        long capacityBits,
        boolean alarm,
        @Nullable Double qber,
        @Nullable String alarmReason) {

    /**
     * Stock of both directions, each counted up to its half of the capacity: it reaches the
     * capacity only when neither direction is short.
     */
    public long stockBits() {
        return Math.min(outgoingBits, capacityBits / 2) + Math.min(incomingBits, capacityBits / 2);
    }
}
