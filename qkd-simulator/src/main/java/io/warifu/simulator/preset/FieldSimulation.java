package io.warifu.simulator.preset;

import io.warifu.simulator.asymptotic.AsymptoticRate;
import io.warifu.simulator.optics.Detector;
import io.warifu.simulator.optics.Drift;
import io.warifu.simulator.optics.Fibre;
import io.warifu.simulator.optics.LinkOptics;
import io.warifu.simulator.optics.MonteCarlo;
import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Runs the optics of a preset and judges the clicks by the formulas of its prediction. Gain and
 * error rate are counted; what single photons did is taken as known, as in the prediction. Always
 * decoy BB84, also where it stands in for another protocol.
 */
public final class FieldSimulation {

    /** Enough for an error rate of 3 % to within a fiftieth of itself, in about a second. */
    private static final long CLICKS = 1_000_000;

    private static final double PER_CENT = 100;

    private FieldSimulation() {}

    /** The figures that were simulated, each in its unit. */
    public static Map<Figure, Double> of(Preset preset, RandomGenerator chance) {
        LinkOptics optics = optics(preset);
        long pulses = (long) Math.ceil(CLICKS / optics.clickProbability());
        MonteCarlo.Result counted = MonteCarlo.run(optics, pulses, chance);
        double gain = counted.gain(0, optics.source().probability(0));
        double qber = counted.qber(0);
        double sifted = Prediction.siftedRate(preset, gain);
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        figures.put(Figure.SIGNAL_GAIN, gain);
        figures.put(Figure.QBER, PER_CENT * qber);
        figures.put(Figure.SIFTED_RATE, sifted);
        figures.put(Figure.SECRET_RATE, secretRate(preset, optics, gain, qber, sifted));
        return figures;
    }

    private static double secretRate(
            Preset preset, LinkOptics optics, double gain, double qber, double sifted) {
        return switch (preset.rateModel()) {
            case DECOY_LINK ->
                    preset.clockHz().value()
                            * optics.source().probability(0)
                            * new AsymptoticRate(preset.link())
                                    .rateOf(
                                            optics.source().mean(0),
                                            preset.lengthKm().value(),
                                            gain,
                                            qber);
            case FROM_SIFTED, DIFFERENTIAL_PHASE -> Prediction.secretRate(preset, sifted, qber);
        };
    }

    /**
     * The preset as the optics take it: nothing drifts, afterpulses come when the dead time ends.
     */
    private static LinkOptics optics(Preset preset) {
        return new LinkOptics(
                preset.source(),
                preset.clockHz().value(),
                new Fibre(preset.lossDb()),
                new Detector(
                        preset.receiverEfficiency().value(),
                        2 * preset.darkCountPerPulse().value(),
                        preset.misalignment().value(),
                        preset.deadTimeNanos().value(),
                        preset.afterpulseProbability().value(),
                        0),
                Drift.none());
    }
}
