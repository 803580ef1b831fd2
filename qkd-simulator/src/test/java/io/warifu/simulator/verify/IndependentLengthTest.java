package io.warifu.simulator.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.simulator.decoy.BlockCounts;
import io.warifu.simulator.decoy.Intensity;
import io.warifu.simulator.decoy.Security;
import io.warifu.simulator.decoy.SourceSettings;
import io.warifu.simulator.decoy.Tally;
import io.warifu.simulator.finite.FiniteKey;
import io.warifu.simulator.finite.Proof;
import io.warifu.simulator.verify.SecretLengthFormula.Settings;
import io.warifu.simulator.verify.SecretLengthFormula.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The verifier's formulas and the session's were written apart and must say the same. */
class IndependentLengthTest {

    private static final int TRIALS = 1_000;

    @ParameterizedTest
    @EnumSource(Proof.class)
    void bothWaysOfComputingGiveTheSameBits(Proof proof) {
        SplittableRandom random = new SplittableRandom(proof.name().length());
        SecretLengthFormula formula = SecretLengthFormula.valueOf(proof.name());
        int withKey = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            SourceSettings source = source(formula.intensities(), random);
            double clicks = Math.pow(10, 3 + 5 * random.nextDouble());
            double qber = 0.12 * random.nextDouble();
            BlockCounts counts =
                    new BlockCounts(
                            1e12,
                            tallies(source, clicks, qber, random),
                            tallies(source, clicks * random.nextDouble(), qber, random));
            Security security = new Security(1e-10, 1e-15);
            double leak = Math.rint(counts.keyTotal().detections() * 0.3 * random.nextDouble());
            long expected = FiniteKey.of(proof, source, counts, security, leak).bits();
            Terms terms =
                    formula.terms(
                            LedgersForTests.basis(counts.key()),
                            LedgersForTests.basis(counts.test()),
                            settings(source, security));
            double length = terms.length(leak);
            assertThat(length > 0 ? (long) length : 0).as("%s", counts).isEqualTo(expected);
            withKey += expected > 0 ? 1 : 0;
        }
        assertThat(withKey).isBetween(TRIALS / 10, TRIALS - 10);
    }

    @Test
    void bothCutTheEpsilonInTheSameWay() {
        for (Proof proof : Proof.values()) {
            assertThat(SecretLengthFormula.valueOf(proof.name()).parts())
                    .isEqualTo(proof.epsilonShares());
        }
    }

    private static Settings settings(SourceSettings source, Security security) {
        return new Settings(
                source.intensities().stream().mapToDouble(Intensity::meanPhotonsPerPulse).toArray(),
                source.intensities().stream().mapToDouble(Intensity::probability).toArray(),
                security.secrecy(),
                security.correctness());
    }

    private static SourceSettings source(int intensities, SplittableRandom random) {
        double signal = 0.3 + 0.4 * random.nextDouble();
        double decoy = signal * (0.1 + 0.4 * random.nextDouble());
        double first = 0.3 + 0.4 * random.nextDouble();
        if (intensities == 2) {
            return new SourceSettings(
                    List.of(new Intensity(signal, first), new Intensity(decoy, 1 - first)), 0.8);
        }
        double second = (1 - first) * 0.6;
        return new SourceSettings(
                List.of(
                        new Intensity(signal, first),
                        new Intensity(decoy, second),
                        new Intensity(decoy * 0.1 * random.nextDouble(), 1 - first - second)),
                0.8);
    }

    /** Clicks shared out by brightness, give or take a few, as a fibre with loss does. */
    private static List<Tally> tallies(
            SourceSettings source, double clicks, double qber, SplittableRandom random) {
        double light = 0;
        for (int k = 0; k < source.intensities().size(); k++) {
            light += source.mean(k) * source.probability(k);
        }
        List<Tally> all = new ArrayList<>();
        for (int k = 0; k < source.intensities().size(); k++) {
            double share = source.mean(k) * source.probability(k) / light;
            double jitter = 0.99 + 0.02 * random.nextDouble();
            double detections = Math.rint(clicks * share * jitter);
            all.add(new Tally(detections, Math.rint(detections * qber)));
        }
        return all;
    }
}
