package io.warifu.simulator.asymptotic;

/**
 * A link as the asymptotic formulas of Lo, Ma and Chen (2005) and Ma, Qi, Zhao and Lo (2005) see
 * it.
 *
 * @param darkYield Y0: clicks per pulse without light, all detectors together
 * @param receiverEfficiency eta_Bob, above 0
 * @param misalignment e_d: chance that a photon makes the wrong click
 * @param fibreDbPerKm loss of the fibre, above 0
 * @param siftingFactor q: share of the clicks that sifting keeps
 * @param correctionEfficiency f: bits that error correction discloses over the Shannon limit
 */
public record DecoyLink(
        double darkYield,
        double receiverEfficiency,
        double misalignment,
        double fibreDbPerKm,
        double siftingFactor,
        double correctionEfficiency) {

    public DecoyLink {
        if (!(darkYield >= 0 && darkYield < 1)) {
            throw new IllegalArgumentException("dark yield: 0 to below 1");
        }
        if (!(receiverEfficiency > 0 && receiverEfficiency <= 1)) {
            throw new IllegalArgumentException("efficiency of the receiver: above 0, at most 1");
        }
        if (!(misalignment >= 0 && misalignment <= 0.5)) {
            throw new IllegalArgumentException("misalignment: 0 to 0.5");
        }
        if (!(fibreDbPerKm > 0 && fibreDbPerKm < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("loss of the fibre per km: finite, above 0");
        }
        if (!(siftingFactor > 0 && siftingFactor <= 1)) {
            throw new IllegalArgumentException("sifting factor: above 0, at most 1");
        }
        if (!(correctionEfficiency >= 1 && correctionEfficiency < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("efficiency of error correction: finite, from 1");
        }
    }

    public DecoyLink withCorrectionEfficiency(double f) {
        return new DecoyLink(
                darkYield, receiverEfficiency, misalignment, fibreDbPerKm, siftingFactor, f);
    }

    /** eta: the share of Alice's photons that make a click behind so many kilometres. */
    double transmittance(double km) {
        return receiverEfficiency * StrictMath.pow(10, -fibreDbPerKm * km / 10);
    }

    /** Q: clicks per pulse of this intensity. */
    double gain(double mean, double transmittance) {
        return darkYield - StrictMath.expm1(-transmittance * mean);
    }

    /** E Q: wrong clicks per pulse of this intensity. */
    double errorGain(double mean, double transmittance) {
        return darkYield / 2 - misalignment * StrictMath.expm1(-transmittance * mean);
    }
}
