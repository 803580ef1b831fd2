package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;

/**
 * The fixed rules of a site's stock, above all who may use which block as a pad.
 *
 * <p>Guarantee: of each link, the end with the lower site id sends under blocks with even numbers
 * and the other end under odd ones, so the two ends never race for a pad. That end also decides
 * which blocks exceed the capacity.
 *
 * @param capacityBits of each link, both directions together
 */
public record StockRules(SiteId own, long capacityBits) {

    public static final int MAX_RANGES_PER_PAD = 1024;

    public StockRules {
        if (capacityBits < 1024) {
            throw new IllegalArgumentException("a link's capacity is at least 1024 bits");
        }
    }

    boolean isOutgoing(LinkId link, long sequence) {
        return sequence % 2 == (leads(link) ? 0 : 1);
    }

    /** Whether this end asks for confirmations at once and decides about room. */
    boolean leads(LinkId link) {
        return own.compareTo(link.otherEnd(own)) < 0;
    }

    /** What each direction is entitled to; the stock is full when both have it. */
    long halfCapacityBytes() {
        return capacityBits / 16;
    }

    /** A direction takes no more than this, whatever the other one lacks. */
    long maxBytesPerDirection() {
        return 2 * halfCapacityBytes() + KeyBlock.MAX_BYTES;
    }
}
