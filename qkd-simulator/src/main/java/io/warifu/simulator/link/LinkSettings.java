package io.warifu.simulator.link;

import io.warifu.kernel.id.LinkId;
import io.warifu.simulator.optics.LinkOptics;
import io.warifu.simulator.session.BlockSizes;
import io.warifu.simulator.session.PostProcessing;
import java.time.Duration;

/**
 * One link as this end sees it.
 *
 * @param origin where the physics comes from
 * @param attacksAllowed whether trains must hold what an attacker needs
 * @param blocksInFlight how many blocks may be distilled while the next is being sifted
 * @param interval pause between rounds, unless the stock is to be filled quickly
 */
public record LinkSettings(
        LinkId link,
        LinkRole role,
        double lengthKm,
        Origin origin,
        LinkOptics optics,
        BlockSizes sizes,
        PostProcessing postProcessing,
        boolean attacksAllowed,
        int blocksInFlight,
        Duration interval) {

    /** More distillations at once would only wait for the processor. */
    static final int MAX_BLOCKS_IN_FLIGHT = 16;

    public LinkSettings {
        if (blocksInFlight < 1 || blocksInFlight > MAX_BLOCKS_IN_FLIGHT) {
            throw new IllegalArgumentException("blocks in flight: 1 to " + MAX_BLOCKS_IN_FLIGHT);
        }
    }

    /**
     * Where a link's figures come from.
     *
     * @param preset name of the preset
     * @param source citation
     * @param confidence how sure they are
     * @param illustrative true if they stand for a chain of nodes and were not published
     */
    public record Origin(String preset, String source, String confidence, boolean illustrative) {}
}
