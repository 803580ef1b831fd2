package io.warifu.demo.drill;

import tools.jackson.databind.JsonNode;

/**
 * What the gains of signal and decoy say about single photons, and what one would believe without
 * decoys. Asymptotic figures for people to see, not the finite-key length that decides.
 *
 * @param signalGain clicks per signal pulse
 * @param singlePhotonShare lower bound for the share of single photons among the signal's clicks
 */
record DecoyEstimate(double signalGain, double singlePhotonShare) {

    /** Efficiency of error correction assumed for the lesson. */
    private static final double CORRECTION_EFFICIENCY = 1.05;

    /**
     * Reads {@code gains} of a link's view, brightest first.
     *
     * <p>One decoy without vacuum: {@code Y1 >= mu/(mu nu - nu^2) [Qn e^nu - Qm e^mu nu^2/mu^2 -
     * (mu^2 - nu^2)/mu^2 Y0]}, with Y0 at most twice what the errors allow.
     */
    static DecoyEstimate of(JsonNode link) {
        JsonNode signal = link.path("gains").path(0);
        JsonNode decoy = link.path("gains").path(1);
        double mu = signal.path("meanPhotons").asDouble(0);
        double nu = decoy.path("meanPhotons").asDouble(0);
        double gain = signal.path("gain").asDouble(0);
        if (!(mu > nu && nu > 0 && gain > 0)) {
            return new DecoyEstimate(gain, Double.NaN);
        }
        double bright = gain * Math.exp(mu);
        double faint = decoy.path("gain").asDouble(0) * Math.exp(nu);
        double dark =
                2
                        * Math.min(
                                bright * signal.path("qber").asDouble(0),
                                faint * decoy.path("qber").asDouble(0));
        double squares = nu * nu / (mu * mu);
        double yield = (faint - bright * squares - (1 - squares) * dark) * mu / (nu * (mu - nu));
        return new DecoyEstimate(gain, Math.max(0, yield) * mu / bright);
    }

    /**
     * Secret bits per second that a link would issue if it took every click for a single photon:
     * all of them known to who splits photon numbers.
     */
    static double believedWithoutDecoys(double siftedBitsPerSecond, double qber) {
        double entropy = entropy(qber);
        return Math.max(0, siftedBitsPerSecond * (1 - entropy - CORRECTION_EFFICIENCY * entropy));
    }

    private static double entropy(double p) {
        return p <= 0 || p >= 1 ? 0 : -(p * Math.log(p) + (1 - p) * Math.log(1 - p)) / Math.log(2);
    }
}
