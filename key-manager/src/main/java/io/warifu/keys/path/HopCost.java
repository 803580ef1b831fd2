package io.warifu.keys.path;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;

/** What it costs to send over a link from one of its ends. */
@FunctionalInterface
public interface HopCost {

    /** More than zero, at most {@link Topology#MAX_HOP_COST}; infinite for a hop that is closed. */
    double of(SiteId from, LinkId link);
}
