package io.warifu.simulator.optics;

/**
 * The yield of each photon number: the chance that a pulse of n photons leads to a click by its
 * light. What a channel does to a phase-randomised source is, for counting, exactly such a table,
 * whether the channel is glass or an attacker.
 *
 * <p>Limit: numbers above {@link #MAX_PHOTONS} are treated as that number; at the brightest
 * intensity allowed (mean 2) one pulse in 10^14 is.
 */
public final class PhotonYields {

    /** The last number of photons told apart. */
    public static final int MAX_PHOTONS = 20;

    private final double[] yieldOfPhotons;

    private PhotonYields(double[] yieldOfPhotons) {
        this.yieldOfPhotons = yieldOfPhotons;
    }

    /** Each photon gets through alone with chance {@code transmittance}: 1 - (1 - eta)^n. */
    public static PhotonYields ofLoss(double transmittance) {
        if (!(transmittance >= 0 && transmittance <= 1)) {
            throw new IllegalArgumentException("transmittance: 0 to 1");
        }
        double[] yields = new double[MAX_PHOTONS + 1];
        for (int n = 1; n <= MAX_PHOTONS; n++) {
            yields[n] = -Math.expm1(n * Math.log1p(-transmittance));
        }
        return new PhotonYields(yields);
    }

    /** The yield of {@code photons}, at most {@link #MAX_PHOTONS}. */
    public double of(int photons) {
        return yieldOfPhotons[photons];
    }

    /** The share of pulses of mean {@code meanPhotons} that click by their light. */
    public double gain(double meanPhotons) {
        double gain = 0;
        for (int n = 1; n <= MAX_PHOTONS; n++) {
            gain += poisson(meanPhotons, n) * yieldOfPhotons[n];
        }
        return gain;
    }

    /**
     * What a photon-number splitter makes of these yields: single photons are blocked and pulses
     * with a photon to spare let through more often, all alike, so that the gain at {@code
     * meanPhotons} stays what it was. Where there are not enough of those, the missing rest comes
     * from single photons.
     */
    public PhotonYields withoutSinglePhotons(double meanPhotons) {
        double wanted = gain(meanPhotons);
        double single = poisson(meanPhotons, 1);
        double several = -Math.expm1(-meanPhotons) - single;
        double[] yields = new double[MAX_PHOTONS + 1];
        double ofSeveral = several > 0 ? Math.min(1, wanted / several) : 0;
        double rest = single > 0 ? (wanted - ofSeveral * several) / single : 0;
        yields[1] = Math.max(0, Math.min(yieldOfPhotons[1], rest));
        for (int n = 2; n <= MAX_PHOTONS; n++) {
            yields[n] = ofSeveral;
        }
        return new PhotonYields(yields);
    }

    /** Whether nothing that {@code envelope} lets be drawn is stopped. */
    boolean grantAll(PhotonYields envelope) {
        for (int n = 0; n <= MAX_PHOTONS; n++) {
            if (yieldOfPhotons[n] < envelope.yieldOfPhotons[n]) {
                return false;
            }
        }
        return true;
    }

    /** The higher of both yields for each number of photons. */
    PhotonYields orHigher(PhotonYields other) {
        double[] yields = new double[MAX_PHOTONS + 1];
        for (int n = 0; n <= MAX_PHOTONS; n++) {
            yields[n] = Math.max(yieldOfPhotons[n], other.yieldOfPhotons[n]);
        }
        return new PhotonYields(yields);
    }

    /** The Poisson law, with all its tail at {@link #MAX_PHOTONS}. */
    static double poisson(double mean, int photons) {
        double term = Math.exp(-mean);
        double below = 0;
        for (int n = 1; n <= photons; n++) {
            below += term;
            term *= mean / n;
        }
        return photons < MAX_PHOTONS ? term : Math.max(0, Math.max(term, 1 - below));
    }
}
