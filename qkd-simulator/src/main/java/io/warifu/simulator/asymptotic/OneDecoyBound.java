package io.warifu.simulator.asymptotic;

import io.warifu.simulator.decoy.BlockCounts;
import io.warifu.simulator.decoy.SourceSettings;

/**
 * What a block's counts say about single photons without statistical allowance: a quick alarm for
 * attacks that pick pulses by their photon number, not a proof of secrecy. Detections of both bases
 * count, because yields are assumed not to depend on the basis; errors are those of the test basis,
 * because the key's are not known before it is corrected.
 *
 * @param yieldLow lower bound of Y1
 * @param singleShareLow lower bound of the share of signal detections that came from one photon
 * @param errorRateUp upper bound of e1 in the test basis, at most 1/2
 */
public record OneDecoyBound(double yieldLow, double singleShareLow, double errorRateUp) {

    /** Takes the two brightest intensities; a block without counts bounds nothing. */
    public static OneDecoyBound of(SourceSettings source, BlockCounts counts) {
        if (source.intensities().size() < 2 || source.mean(1) == 0) {
            throw new IllegalArgumentException("the bound needs a signal and a decoy with light");
        }
        if (counts.key().size() != source.intensities().size()) {
            throw new IllegalArgumentException("counts of other intensities than the source's");
        }
        double signalGain = gain(source, counts, 0);
        if (!(signalGain > 0 && counts.pulses() > 0)) {
            return new OneDecoyBound(0, 0, 0.5);
        }
        SinglePhotons single =
                SinglePhotons.oneDecoy(
                        new SinglePhotons.Observed(
                                source.mean(0),
                                source.mean(1),
                                signalGain,
                                errorGain(source, counts, 0),
                                gain(source, counts, 1),
                                errorGain(source, counts, 1)));
        double signal = source.mean(0);
        double share = single.yield() * signal * StrictMath.exp(-signal) / signalGain;
        return new OneDecoyBound(single.yield(), Math.min(share, 1), single.errorRate());
    }

    private static double gain(SourceSettings source, BlockCounts counts, int k) {
        double keyBasis = source.keyBasisProbability();
        double bothSame = keyBasis * keyBasis + (1 - keyBasis) * (1 - keyBasis);
        return (counts.key().get(k).detections() + counts.test().get(k).detections())
                / (counts.pulses() * source.probability(k) * bothSame);
    }

    private static double errorGain(SourceSettings source, BlockCounts counts, int k) {
        double testBasis = 1 - source.keyBasisProbability();
        return counts.test().get(k).errors()
                / (counts.pulses() * source.probability(k) * testBasis * testBasis);
    }
}
