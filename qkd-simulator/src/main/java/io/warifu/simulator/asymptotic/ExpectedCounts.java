package io.warifu.simulator.asymptotic;

import io.warifu.simulator.decoy.BinaryEntropy;
import io.warifu.simulator.decoy.BlockCounts;
import io.warifu.simulator.decoy.SourceSettings;
import io.warifu.simulator.decoy.Tally;
import java.util.ArrayList;
import java.util.List;

/** The mean counts of a block, in real numbers, by the detector model of Lim 2014. */
public final class ExpectedCounts {

    private ExpectedCounts() {}

    /**
     * Counts of a block that ends with so many key-basis detections.
     *
     * @param lossDb loss of the fibre, without the receiver
     * @param keyDetections detections of all intensities in which both ends chose the key basis
     */
    public static BlockCounts of(
            SourceSettings source, double lossDb, DetectorModel detector, double keyDetections) {
        if (!(keyDetections >= 1 && keyDetections < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("block: a finite number of detections, from 1");
        }
        double transmittance = detector.transmittance(lossDb);
        double meanGain = 0;
        for (int k = 0; k < source.intensities().size(); k++) {
            meanGain += source.probability(k) * detector.gain(source.mean(k), transmittance);
        }
        double keyBasis = source.keyBasisProbability();
        if (!(meanGain > 0)) {
            throw new IllegalArgumentException("no click can be expected at " + lossDb + " dB");
        }
        double pulses = keyDetections / (keyBasis * keyBasis * meanGain);
        double testBasis = 1 - keyBasis;
        return new BlockCounts(
                pulses,
                basis(source, detector, transmittance, pulses * keyBasis * keyBasis),
                basis(source, detector, transmittance, pulses * testBasis * testBasis));
    }

    private static List<Tally> basis(
            SourceSettings source, DetectorModel detector, double transmittance, double pulses) {
        List<Tally> tallies = new ArrayList<>();
        for (int k = 0; k < source.intensities().size(); k++) {
            double sent = pulses * source.probability(k);
            double detections = sent * detector.gain(source.mean(k), transmittance);
            double errors = sent * detector.errorGain(source.mean(k), transmittance);
            tallies.add(new Tally(detections, Math.min(errors, detections)));
        }
        return tallies;
    }

    /** Bits that error correction of efficiency {@code f} discloses about the key of this block. */
    public static double leakBits(BlockCounts counts, double f) {
        if (!(f >= 1 && f < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("efficiency of error correction: finite, from 1");
        }
        Tally key = counts.keyTotal();
        return key.detections() == 0
                ? 0
                : f * BinaryEntropy.of(key.errors() / key.detections()) * key.detections();
    }
}
