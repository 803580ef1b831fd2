package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import java.time.Duration;

/**
 * The fixed rules of a site's stock, above all who may use which block as a pad.
 *
 * <p>Guarantee: of each link, the end with the lower site id sends under blocks with even numbers
 * and the other end under odd ones, so the two ends never race for a pad.
 *
 * @param capacityBits of each link, both directions together
 * @param settleTime age from which an own block is used, so that the other end has it too
 */
public record StockRules(SiteId own, long capacityBits, Duration settleTime) {

    public static final int MAX_RANGES_PER_PAD = 1024;

    /** A message still on its way is younger than this. */
    static final Duration MAX_TIME_IN_FLIGHT = Duration.ofSeconds(90);

    public StockRules {
        if (capacityBits < 1024) {
            throw new IllegalArgumentException("a link's capacity is at least 1024 bits");
        }
        if (settleTime.isNegative()) {
            throw new IllegalArgumentException("the settle time is not negative");
        }
    }

    /** Remainder by two of the block numbers under which this site sends on the link. */
    int outgoingParity(LinkId link) {
        return own.compareTo(link.otherEnd(own)) < 0 ? 0 : 1;
    }

    boolean isOutgoing(LinkId link, long sequence) {
        return sequence % 2 == outgoingParity(link);
    }

    /** What each direction is entitled to; the stock is full when both have it. */
    long halfCapacityBytes() {
        return capacityBits / 16;
    }

    /**
     * Above this a direction gives up its oldest blocks. The receiving end keeps a quarter more
     * than the sending end, so that it does not give up a block that the sender still uses. Limit:
     * the two ends do not agree on what they keep, so up to that quarter may be known at one end
     * only; a sender that meets such a block discards it and takes the next.
     */
    long burnAboveBytes(boolean outgoing) {
        return outgoing ? halfCapacityBytes() : halfCapacityBytes() + halfCapacityBytes() / 4;
    }
}
