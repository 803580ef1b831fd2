package io.warifu.simulator.decoy;

import java.util.List;

/**
 * What Alice's source does with each pulse; public, and the same at both ends.
 *
 * @param intensities one to three, brightest (the signal) first
 * @param keyBasisProbability how often each end chooses the key basis, above 0, below 1
 */
public record SourceSettings(List<Intensity> intensities, double keyBasisProbability) {

    /** More decoys than two gain nothing worth their statistics. */
    public static final int MAX_INTENSITIES = 3;

    private static final double SUM_TOLERANCE = 1e-9;

    public SourceSettings {
        intensities = List.copyOf(intensities);
        if (intensities.isEmpty() || intensities.size() > MAX_INTENSITIES) {
            throw new IllegalArgumentException("intensities: 1 to " + MAX_INTENSITIES);
        }
        for (int k = 1; k < intensities.size(); k++) {
            if (intensities.get(k).meanPhotonsPerPulse()
                    >= intensities.get(k - 1).meanPhotonsPerPulse()) {
                throw new IllegalArgumentException("intensities: brightest first, no two equal");
            }
        }
        double sum = intensities.stream().mapToDouble(Intensity::probability).sum();
        if (Math.abs(sum - 1) > SUM_TOLERANCE) {
            throw new IllegalArgumentException("probabilities of the intensities: their sum is 1");
        }
        if (!(keyBasisProbability > 0 && keyBasisProbability < 1)) {
            throw new IllegalArgumentException("probability of the key basis: above 0, below 1");
        }
    }

    /** The mean photon number of intensity {@code k}. */
    public double mean(int k) {
        return intensities.get(k).meanPhotonsPerPulse();
    }

    /** The probability of intensity {@code k}. */
    public double probability(int k) {
        return intensities.get(k).probability();
    }
}
