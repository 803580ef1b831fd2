package io.warifu.simulator.optics;

/**
 * Bob's receiver: two detectors behind a random choice of basis.
 *
 * @param efficiency chance that an arriving photon clicks
 * @param darkCountProbability chance of a click without light, per pulse, both detectors together
 * @param misalignment chance that a photon measured in the right basis gives the wrong bit
 */
public record Detector(double efficiency, double darkCountProbability, double misalignment) {

    public Detector {
        if (!(efficiency > 0 && efficiency <= 1)) {
            throw new IllegalArgumentException("detector efficiency: above 0, at most 1");
        }
        if (!(darkCountProbability >= 0 && darkCountProbability <= 0.01)) {
            throw new IllegalArgumentException("dark count probability: 0 to 0.01 per pulse");
        }
        if (!(misalignment >= 0 && misalignment <= 0.5)) {
            throw new IllegalArgumentException("misalignment: 0 to 0.5");
        }
    }
}
