package io.warifu.simulator.optics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.warifu.simulator.decoy.Intensity;
import io.warifu.simulator.decoy.Tally;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Fixed seeds; each check allows three standard errors. */
final class MonteCarloTest {

    private static final double KEY_BASIS = 0.8;
    private static final LinkOptics DECOYS =
            Links.gys(KEY_BASIS, new Intensity(0.48, 0.6), new Intensity(0.05, 0.4));

    @Test
    void aThousandMillionPulsesOfGysGiveThePublishedGainAndErrorRate() {
        LinkOptics optics = Links.gys(0.5, new Intensity(0.48, 1));
        MonteCarlo.Result result = MonteCarlo.run(optics, 1_000_000_000L, seeded(11));
        assertThat((double) result.totalClicks()).isCloseTo(1_924_950, within(4_160.0));
        assertThat(result.qber(0)).isCloseTo(0.03341, within(0.00055));
    }

    @Test
    void everyIntensityClicksAndErrsAsTheFormulaSaysInBothBases() {
        long pulses = 300_000_000L;
        MonteCarlo.Result result = MonteCarlo.run(DECOYS, pulses, seeded(12));
        agrees(DECOYS, result);
    }

    @Test
    void whatTheFibreShowsDoesNotDependOnWhetherAttacksArePossible() {
        long pulses = 200_000_000L;
        RandomGenerator chance = seeded(13);
        Transmitter generous = new Transmitter(DECOYS, Envelope.withAttacks(DECOYS), chance);
        HonestFibre fibre = new HonestFibre(DECOYS, chance);
        agrees(DECOYS, MonteCarlo.run(DECOYS, generous, fibre, pulses, chance));
    }

    @Test
    void deadTimeAndAfterpulsesFollowTheRenewalFormula() {
        for (double decayNs : List.of(0.0, 30.0)) {
            Detector detector = new Detector(0.1, 1e-5, 0.02, 50, 0.04, decayNs);
            LinkOptics optics =
                    Links.of(
                            KEY_BASIS,
                            new Fibre(10),
                            detector,
                            new Intensity(0.5, 0.5),
                            new Intensity(0.1, 0.5));
            MonteCarlo.Result result = MonteCarlo.run(optics, 100_000_000L, seeded(14));
            agrees(optics, result);
            assertThat(LinkBudget.of(optics).liveShare()).isBetween(0.8, 0.95);
        }
    }

    @Test
    void lightAndNoiseInOnePulseMakeDoubleClicksThatAreCoins() {
        LinkOptics optics = Links.bright(Detector.withoutMemory(1, 0.01, 0));
        long pulses = 4_000_000L;
        MonteCarlo.Result result = MonteCarlo.run(optics, pulses, seeded(15));
        double expected = pulses * -Math.expm1(-0.5) * 0.01 / 2;
        assertThat((double) result.doubleClicks())
                .isCloseTo(expected, within(3 * Math.sqrt(expected)));
        agrees(optics, result);
    }

    private static void agrees(LinkOptics optics, MonteCarlo.Result result) {
        LinkBudget budget = LinkBudget.of(optics);
        double key = optics.source().keyBasisProbability();
        for (int k = 0; k < optics.source().intensities().size(); k++) {
            double clicks = result.pulses() * optics.source().probability(k) * budget.gain(k);
            assertThat((double) result.clicks().get(k))
                    .isCloseTo(clicks, within(3 * Math.sqrt(clicks)));
            agrees(result.sifted().key().get(k), clicks * key * key, budget.qber(k));
            agrees(result.sifted().test().get(k), clicks * (1 - key) * (1 - key), budget.qber(k));
        }
    }

    private static void agrees(Tally seen, double detections, double qber) {
        assertThat(seen.detections()).isCloseTo(detections, within(3 * Math.sqrt(detections)));
        double error = Math.sqrt(qber * (1 - qber) / seen.detections());
        assertThat(seen.errors() / seen.detections()).isCloseTo(qber, within(3 * error));
    }

    static RandomGenerator seeded(long seed) {
        return new SplittableRandom(seed);
    }
}
