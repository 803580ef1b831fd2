package io.warifu.simulator.preset;

import io.warifu.simulator.asymptotic.AsymptoticRate;
import io.warifu.simulator.asymptotic.DecoyRates;
import io.warifu.simulator.asymptotic.SiftedRate;
import java.util.EnumMap;
import java.util.Map;

/** What the formulas say about a preset at its own length. */
public final class Prediction {

    private static final double PER_CENT = 100;

    private Prediction() {}

    /** Every figure the formulas give, in the unit of the figure. */
    public static Map<Figure, Double> of(Preset preset) {
        AsymptoticRate formulas = new AsymptoticRate(preset.link());
        double signal = preset.meanPhotons().value().get(0);
        double decoy = preset.meanPhotons().value().get(1);
        double km = preset.lengthKm().value();
        DecoyRates rates = formulas.at(signal, decoy, km);
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.SIGNAL_GAIN, rates.signalGain());
        figures.put(Figure.QBER, PER_CENT * rates.signalErrorRate());
        figures.put(Figure.SIFTED_RATE, siftedRate(preset, rates.signalGain()));
        figures.put(Figure.SECRET_RATE, secretRate(preset, rates));
        figures.put(Figure.OPTIMUM_MEAN_PHOTONS, formulas.optimumMeanPhotons(km));
        figures.put(Figure.CUT_OFF, formulas.cutOffKmAtOptimum());
        return figures;
    }

    /** Sifted bits of signal pulses per second at this gain, expected or measured. */
    public static double siftedRate(Preset preset, double signalGain) {
        return preset.clockHz().value()
                * preset.probabilities().value().getFirst()
                * preset.siftingFactor().value()
                * signalGain;
    }

    private static double secretRate(Preset preset, DecoyRates rates) {
        return switch (preset.rateModel()) {
            case DECOY_LINK ->
                    preset.clockHz().value()
                            * preset.probabilities().value().getFirst()
                            * rates.exactRate();
            case FROM_SIFTED, DIFFERENTIAL_PHASE ->
                    secretRate(
                            preset,
                            published(preset, Figure.SIFTED_RATE),
                            published(preset, Figure.QBER) / PER_CENT);
        };
    }

    /** The secret rate that a sifted rate and an error rate allow, by the preset's own formula. */
    public static double secretRate(Preset preset, double sifted, double qber) {
        double signal = preset.meanPhotons().value().getFirst();
        double f = preset.correctionEfficiency().value();
        return preset.rateModel() == RateModel.DIFFERENTIAL_PHASE
                ? SiftedRate.differentialPhase(sifted, qber, signal, f)
                : SiftedRate.decoy(sifted, qber, signal, f);
    }

    private static double published(Preset preset, Figure figure) {
        return preset.results().stream()
                .filter(result -> result.figure() == figure)
                .mapToDouble(result -> (result.low() + result.high()) / 2)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no published " + figure));
    }
}
