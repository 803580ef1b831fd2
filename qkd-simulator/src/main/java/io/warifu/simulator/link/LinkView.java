package io.warifu.simulator.link;

import io.warifu.simulator.eavesdrop.classical.ManInTheMiddle;
import io.warifu.simulator.link.LinkSnapshot.Abort;
import io.warifu.simulator.link.LinkSnapshot.Block;
import io.warifu.simulator.link.RateMeter.IntensityGain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A link as the REST interface shows it. Rates are per second of link time, gains clicks per pulse.
 *
 * @param simulated always true: the quantum channel is a simulation
 * @param eavesdropper attacked share, 0 to 1
 * @param attack what the eavesdropper does
 * @param classicalAttack attack on the classical channel that is about to happen, or NONE
 */
record LinkView(
        String alice,
        String bob,
        String role,
        String state,
        boolean simulated,
        String preset,
        String source,
        String confidence,
        boolean illustrative,
        double lengthKm,
        double lossDb,
        double clockHz,
        String proof,
        double qber,
        List<IntensityGain> gains,
        double rawBitsPerSecond,
        double siftedBitsPerSecond,
        double secretBitsPerSecond,
        long rawBits,
        long siftedBits,
        long secretBits,
        long blocks,
        long authenticationPoolBits,
        double eavesdropper,
        String attack,
        String classicalAttack,
        @Nullable Abort lastAbort,
        List<Block> lastBlocks) {

    static LinkView of(QkdLink link) {
        LinkSettings settings = link.settings();
        LinkSnapshot now = link.snapshot();
        return new LinkView(
                settings.link().alice().value(),
                settings.link().bob().value(),
                settings.role().name(),
                now.state().name(),
                true,
                settings.origin().preset(),
                settings.origin().source(),
                settings.origin().confidence(),
                settings.origin().illustrative(),
                settings.lengthKm(),
                settings.optics().fibre().lossDb(),
                settings.optics().clockHz(),
                settings.postProcessing().proof().name(),
                now.qber(),
                now.gains(),
                now.rates().rawPerSecond(),
                now.rates().siftedPerSecond(),
                now.rates().secretPerSecond(),
                now.totals().rawBits(),
                now.totals().siftedBits(),
                now.totals().secretBits(),
                now.totals().blocks(),
                link.authenticationPoolBits(),
                link.attacker().fraction(),
                link.attacker().attack().name(),
                link.manInTheMiddle()
                        .flatMap(ManInTheMiddle::waiting)
                        .map(Enum::name)
                        .orElse("NONE"),
                now.lastAbort(),
                now.lastBlocks());
    }
}
