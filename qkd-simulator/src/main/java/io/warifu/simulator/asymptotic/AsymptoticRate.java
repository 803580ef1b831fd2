package io.warifu.simulator.asymptotic;

import io.warifu.simulator.decoy.BinaryEntropy;
import java.util.function.DoubleUnaryOperator;

/**
 * Secret key rate of decoy-state BB84 for infinitely long keys: an upper limit to what a finite
 * block can give, and the textbook numbers by which such a link is judged. Formulas: Lo, Ma, Chen,
 * Phys. Rev. Lett. 94, 230504; Ma, Qi, Zhao, Lo, Phys. Rev. A 72, 012326 (both 2005).
 */
public final class AsymptoticRate {

    /** No fibre of any preset carries a key farther. */
    private static final double MAX_KM = 2000;

    private static final double KM_TOLERANCE = 1e-7;
    private static final double MIN_MEAN_PHOTONS = 0.005;
    private static final double MAX_MEAN_PHOTONS = 2;
    private static final int SCAN_POINTS = 200;
    private static final double MEAN_TOLERANCE = 1e-9;

    private final DecoyLink link;

    public AsymptoticRate(DecoyLink link) {
        this.link = link;
    }

    /** All terms for one distance. */
    public DecoyRates at(double signal, double decoy, double km) {
        SinglePhotons.Observed seen = observe(signal, decoy, km);
        SinglePhotons exact = SinglePhotons.exact(link, link.transmittance(km));
        SinglePhotons vacuumWeak = SinglePhotons.vacuumAndWeak(seen, link.darkYield());
        SinglePhotons oneDecoy = SinglePhotons.oneDecoy(seen);
        return new DecoyRates(
                km,
                seen.signalGain(),
                errorRate(seen.signalErrorGain(), seen.signalGain()),
                seen.decoyGain(),
                errorRate(seen.decoyErrorGain(), seen.decoyGain()),
                exact,
                Math.max(signedRate(signal, km, exact), 0),
                vacuumWeak,
                Math.max(signedRate(signal, km, vacuumWeak), 0),
                oneDecoy,
                Math.max(signedRate(signal, km, oneDecoy), 0));
    }

    /** The distance from which on these intensities give no key; 0 if they never do. */
    public double cutOffKm(double signal, double decoy, Estimation estimation) {
        observe(signal, decoy, 0);
        return lastPositive(km -> signedRate(signal, km, single(signal, decoy, km, estimation)));
    }

    /** The distance from which on no signal intensity gives a key, single photons being known. */
    public double cutOffKmAtOptimum() {
        return lastPositive(km -> exactRate(optimumMeanPhotons(km), km));
    }

    /** The signal intensity that gives most at this distance, single photons being known. */
    public double optimumMeanPhotons(double km) {
        checkKm(km);
        double step = (MAX_MEAN_PHOTONS - MIN_MEAN_PHOTONS) / SCAN_POINTS;
        double best = MIN_MEAN_PHOTONS;
        for (int i = 1; i <= SCAN_POINTS; i++) {
            double mean = MIN_MEAN_PHOTONS + i * step;
            // Near the cut-off the rate has a second, negative top at no light: look for the real.
            if (exactRate(mean, km) > exactRate(best, km) || i == 1) {
                best = mean;
            }
        }
        double low = best - step;
        double high = best + step;
        while (high - low > MEAN_TOLERANCE) {
            double third = (high - low) / 3;
            if (exactRate(low + third, km) < exactRate(high - third, km)) {
                low += third;
            } else {
                high -= third;
            }
        }
        return (low + high) / 2;
    }

    /**
     * Secret bits per pulse when gain and error rate were measured and single photons are known.
     */
    public double rateOf(double signal, double km, double gain, double errorRate) {
        checkKm(km);
        SinglePhotons single = SinglePhotons.exact(link, link.transmittance(km));
        return Math.max(signedRate(signal, single, gain, errorRate), 0);
    }

    private double exactRate(double signal, double km) {
        return signedRate(signal, km, SinglePhotons.exact(link, link.transmittance(km)));
    }

    private double signedRate(double signal, double km, SinglePhotons single) {
        double transmittance = link.transmittance(km);
        double gain = link.gain(signal, transmittance);
        double errorRate = errorRate(link.errorGain(signal, transmittance), gain);
        return signedRate(signal, single, gain, errorRate);
    }

    private double signedRate(double signal, SinglePhotons single, double gain, double errorRate) {
        double lost = gain * link.correctionEfficiency() * BinaryEntropy.of(errorRate);
        double secret =
                single.yield()
                        * signal
                        * StrictMath.exp(-signal)
                        * (1 - BinaryEntropy.of(single.errorRate()));
        return link.siftingFactor() * (secret - lost);
    }

    private SinglePhotons single(double signal, double decoy, double km, Estimation estimation) {
        return switch (estimation) {
            case EXACT -> SinglePhotons.exact(link, link.transmittance(km));
            case VACUUM_WEAK ->
                    SinglePhotons.vacuumAndWeak(observe(signal, decoy, km), link.darkYield());
            case ONE_DECOY -> SinglePhotons.oneDecoy(observe(signal, decoy, km));
        };
    }

    private SinglePhotons.Observed observe(double signal, double decoy, double km) {
        checkKm(km);
        if (!(signal <= MAX_MEAN_PHOTONS && decoy > 0 && decoy < signal)) {
            throw new IllegalArgumentException(
                    "intensities: 0 < nu < mu <= " + MAX_MEAN_PHOTONS + " photons per pulse");
        }
        double transmittance = link.transmittance(km);
        return new SinglePhotons.Observed(
                signal,
                decoy,
                link.gain(signal, transmittance),
                link.errorGain(signal, transmittance),
                link.gain(decoy, transmittance),
                link.errorGain(decoy, transmittance));
    }

    private static void checkKm(double km) {
        if (!(km >= 0 && km <= MAX_KM)) {
            throw new IllegalArgumentException("distance: 0 to " + MAX_KM + " km");
        }
    }

    private static double errorRate(double errorGain, double gain) {
        // Far out even the last photon is lost to rounding: then a click is a coin toss.
        return gain > 0 ? Math.min(errorGain / gain, 0.5) : 0.5;
    }

    private static double lastPositive(DoubleUnaryOperator rateByKm) {
        if (!(rateByKm.applyAsDouble(0) > 0)) {
            return 0;
        }
        double positive = 0;
        double none = MAX_KM;
        if (rateByKm.applyAsDouble(MAX_KM) > 0) {
            return MAX_KM;
        }
        while (none - positive > KM_TOLERANCE) {
            double middle = (positive + none) / 2;
            if (rateByKm.applyAsDouble(middle) > 0) {
                positive = middle;
            } else {
                none = middle;
            }
        }
        return positive;
    }
}
