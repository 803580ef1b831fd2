package io.warifu.simulator.decoy;

/**
 * One brightness that Alice may give a pulse.
 *
 * @param meanPhotonsPerPulse mean of the Poisson law of its photon number, 0 to 2
 * @param probability how often she chooses it, above 0, at most 1
 */
public record Intensity(double meanPhotonsPerPulse, double probability) {

    private static final double MAX_MEAN_PHOTONS = 2;

    public Intensity {
        if (!(meanPhotonsPerPulse >= 0 && meanPhotonsPerPulse <= MAX_MEAN_PHOTONS)) {
            throw new IllegalArgumentException("mean photons per pulse: 0 to " + MAX_MEAN_PHOTONS);
        }
        if (!(probability > 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability of an intensity: above 0, at most 1");
        }
    }
}
