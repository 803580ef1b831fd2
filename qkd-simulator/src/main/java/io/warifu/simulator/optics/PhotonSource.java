package io.warifu.simulator.optics;

/**
 * Alice's source: how many photons a pulse holds.
 *
 * @param kind of photon statistics
 * @param meanPhotonsPerPulse for {@link Kind#SINGLE_PHOTON} the chance that a pulse holds its
 *     photon, for {@link Kind#WEAK_COHERENT} the mean of a Poisson law
 */
public record PhotonSource(Kind kind, double meanPhotonsPerPulse) {

    /** The statistics a source can have. */
    public enum Kind {
        /** Never more than one photon, so that nobody can split one off unseen. */
        SINGLE_PHOTON,
        /** A laser turned down, whose rare double photons give an attacker a copy. */
        WEAK_COHERENT
    }

    public PhotonSource {
        double limit = kind == Kind.SINGLE_PHOTON ? 1 : 2;
        if (!(meanPhotonsPerPulse > 0 && meanPhotonsPerPulse <= limit)) {
            throw new IllegalArgumentException("mean photons per pulse: above 0, at most " + limit);
        }
    }

    /** The chance that at least one photon of a pulse survives {@code transmittance}. */
    public double arrivalProbability(double transmittance) {
        return switch (kind) {
            case SINGLE_PHOTON -> meanPhotonsPerPulse * transmittance;
            case WEAK_COHERENT -> -Math.expm1(-meanPhotonsPerPulse * transmittance);
        };
    }

    /** The chance that a pulse leaves with two photons or more. */
    public double multiPhotonProbability() {
        return switch (kind) {
            case SINGLE_PHOTON -> 0;
            case WEAK_COHERENT ->
                    1 - StrictMath.exp(-meanPhotonsPerPulse) * (1 + meanPhotonsPerPulse);
        };
    }
}
