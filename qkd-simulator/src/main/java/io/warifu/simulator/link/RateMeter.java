package io.warifu.simulator.link;

import io.warifu.simulator.decoy.BlockCounts;
import io.warifu.simulator.decoy.SourceSettings;
import io.warifu.simulator.decoy.Tally;
import java.util.ArrayList;
import java.util.List;

/**
 * What the counts of a round say about the link, in the link's own time: pulses over clock rate.
 */
final class RateMeter {

    private RateMeter() {}

    /**
     * One intensity as measured.
     *
     * @param gain clicks per pulse of this intensity, from the sifted clicks
     * @param qber error rate of the compared bits of the test basis
     */
    record IntensityGain(double meanPhotons, double gain, double qber) {}

    static double perSecond(double bits, double pulses, double clockHz) {
        return pulses == 0 ? 0 : bits * clockHz / pulses;
    }

    static List<IntensityGain> gains(SourceSettings source, BlockCounts counts) {
        double key = source.keyBasisProbability();
        double siftedShare = key * key + (1 - key) * (1 - key);
        List<IntensityGain> gains = new ArrayList<>();
        for (int k = 0; k < source.intensities().size(); k++) {
            Tally test = counts.test().get(k);
            double clicks = counts.key().get(k).detections() + test.detections();
            double pulses = counts.pulses() * source.probability(k) * siftedShare;
            gains.add(
                    new IntensityGain(
                            source.mean(k),
                            pulses == 0 ? 0 : clicks / pulses,
                            test.detections() == 0 ? 0 : test.errors() / test.detections()));
        }
        return gains;
    }
}
