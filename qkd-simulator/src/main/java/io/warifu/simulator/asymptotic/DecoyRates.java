package io.warifu.simulator.asymptotic;

/**
 * Everything the asymptotic formulas say about one distance. Rates are secret bits per pulse, 0
 * where there is no key.
 */
public record DecoyRates(
        double lengthKm,
        double signalGain,
        double signalErrorRate,
        double decoyGain,
        double decoyErrorRate,
        SinglePhotons exact,
        double exactRate,
        SinglePhotons vacuumWeak,
        double vacuumWeakRate,
        SinglePhotons oneDecoy,
        double oneDecoyRate) {}
