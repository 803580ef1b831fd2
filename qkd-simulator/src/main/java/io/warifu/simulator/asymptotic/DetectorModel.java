package io.warifu.simulator.asymptotic;

/**
 * Bob's receiver as the formulas see it.
 *
 * @param efficiency share of the photons at the end of the fibre that make a click, above 0
 * @param darkCountPerPulse chance that one detector clicks in a gate without light
 * @param misalignment chance that a photon goes to the wrong detector
 * @param afterpulseProbability chance that a click is followed by a false one
 */
public record DetectorModel(
        double efficiency,
        double darkCountPerPulse,
        double misalignment,
        double afterpulseProbability) {

    public DetectorModel {
        if (!(efficiency > 0 && efficiency <= 1)) {
            throw new IllegalArgumentException("efficiency of the receiver: above 0, at most 1");
        }
        if (!(darkCountPerPulse >= 0 && darkCountPerPulse < 0.5)) {
            throw new IllegalArgumentException("dark counts per pulse: 0 to below 0.5");
        }
        if (!(misalignment >= 0 && misalignment <= 0.5)) {
            throw new IllegalArgumentException("misalignment: 0 to 0.5");
        }
        if (!(afterpulseProbability >= 0 && afterpulseProbability < 1)) {
            throw new IllegalArgumentException("afterpulse probability: 0 to below 1");
        }
    }

    /** The share of Alice's photons that make a click behind a fibre of this loss. */
    public double transmittance(double lossDb) {
        if (!(lossDb >= 0 && lossDb < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("loss: a finite number of dB, not below 0");
        }
        return efficiency * StrictMath.pow(10, -lossDb / 10);
    }

    /** Clicks per pulse of this intensity, afterpulses included (detector model of Lim 2014). */
    public double gain(double meanPhotonsPerPulse, double transmittance) {
        return click(meanPhotonsPerPulse, transmittance) * (1 + afterpulseProbability);
    }

    /** Wrong clicks per pulse of this intensity, in the same model. */
    public double errorGain(double meanPhotonsPerPulse, double transmittance) {
        return darkCountPerPulse
                - misalignment * StrictMath.expm1(-transmittance * meanPhotonsPerPulse)
                + afterpulseProbability * click(meanPhotonsPerPulse, transmittance) / 2;
    }

    private double click(double meanPhotonsPerPulse, double transmittance) {
        // 1 - (1 - 2 p_dc) e^(-eta k), without the cancellation.
        double dark = 2 * darkCountPerPulse;
        double empty = StrictMath.expm1(-transmittance * meanPhotonsPerPulse);
        return dark - (1 - dark) * empty;
    }
}
