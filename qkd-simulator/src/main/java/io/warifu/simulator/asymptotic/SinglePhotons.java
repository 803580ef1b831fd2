package io.warifu.simulator.asymptotic;

/**
 * What is known about the pulses that hold one photon.
 *
 * @param yield Y1: clicks per such pulse, or a lower bound of it
 * @param errorRate e1: share of wrong ones, or an upper bound of it, at most 1/2
 */
public record SinglePhotons(double yield, double errorRate) {

    private static final double DARK_ERROR_RATE = 0.5;

    /** Signal and decoy, each with gain and wrong clicks per pulse. */
    record Observed(
            double signal,
            double decoy,
            double signalGain,
            double signalErrorGain,
            double decoyGain,
            double decoyErrorGain) {}

    static SinglePhotons exact(DecoyLink link, double transmittance) {
        double yield = link.darkYield() + transmittance;
        return new SinglePhotons(
                yield, (link.darkYield() / 2 + link.misalignment() * transmittance) / yield);
    }

    static SinglePhotons vacuumAndWeak(Observed seen, double darkYield) {
        double yield = yieldLow(seen, darkYield);
        double wrong =
                seen.decoyErrorGain * StrictMath.exp(seen.decoy) - darkYield * DARK_ERROR_RATE;
        return bounded(yield, wrong / seen.decoy);
    }

    static SinglePhotons oneDecoy(Observed seen) {
        double signalErrors = seen.signalErrorGain * StrictMath.exp(seen.signal);
        double decoyErrors = seen.decoyErrorGain * StrictMath.exp(seen.decoy);
        double darkYieldUp = Math.min(signalErrors, decoyErrors) / DARK_ERROR_RATE;
        double yield = yieldLow(seen, darkYieldUp);
        double wrong = Math.min(decoyErrors, signalErrors * seen.decoy / seen.signal);
        return bounded(yield, wrong / seen.decoy);
    }

    private static double yieldLow(Observed seen, double darkYield) {
        double ratio = seen.decoy * seen.decoy / (seen.signal * seen.signal);
        return seen.signal
                / (seen.decoy * (seen.signal - seen.decoy))
                * (seen.decoyGain * StrictMath.exp(seen.decoy)
                        - seen.signalGain * StrictMath.exp(seen.signal) * ratio
                        - (1 - ratio) * darkYield);
    }

    private static SinglePhotons bounded(double yield, double wrongYield) {
        if (!(yield > 0)) {
            return new SinglePhotons(0, DARK_ERROR_RATE);
        }
        double errorRate = wrongYield / yield;
        return new SinglePhotons(Math.min(yield, 1), Math.clamp(errorRate, 0, DARK_ERROR_RATE));
    }
}
