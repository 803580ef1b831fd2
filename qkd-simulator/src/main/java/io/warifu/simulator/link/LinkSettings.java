package io.warifu.simulator.link;

import io.warifu.kernel.id.LinkId;
import io.warifu.simulator.optics.LinkOptics;
import io.warifu.simulator.session.RoundSizes;
import java.time.Duration;

/**
 * One link as this end sees it.
 *
 * @param illustrative true if its figures stand for a chain of nodes and were not published
 * @param interval pause between rounds, unless the stock is to be filled quickly
 */
public record LinkSettings(
        LinkId link,
        LinkRole role,
        double lengthKm,
        boolean illustrative,
        LinkOptics optics,
        RoundSizes sizes,
        Duration interval) {}
