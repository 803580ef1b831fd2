package io.warifu.simulator.optimise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.warifu.simulator.asymptotic.DetectorModel;
import io.warifu.simulator.asymptotic.ExpectedCounts;
import io.warifu.simulator.decoy.BlockCounts;
import io.warifu.simulator.decoy.Intensity;
import io.warifu.simulator.decoy.Security;
import io.warifu.simulator.decoy.SourceSettings;
import io.warifu.simulator.finite.FiniteKey;
import io.warifu.simulator.finite.Proof;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class SettingsOptimiserTest {

    private static final Security SECURITY = new Security(1e-10, 1e-15);
    private static final DetectorModel DETECTOR = new DetectorModel(0.1, 6e-7, 0.005, 0.04);

    @Test
    void saysZeroWhereThereIsNoKey() {
        Optimum none = SettingsOptimiser.best(problem(Proof.LIM, 150, 1e4));
        assertThat(none.bitsPerPulse()).isZero();
        assertThat(none.length().bits()).isZero();
    }

    /** The reference search stayed a little below the top at small blocks. */
    @ParameterizedTest(name = "{0} km, {1} detections")
    @CsvSource({
        "50, 1e4, 1.85e-5, 0.25",
        "50, 1e5, 1.27e-4, 0.01",
        "50, 1e6, 3.02e-4, 0.01",
        "50, 1e7, 5.02e-4, 0.01",
        "50, 1e9, 8.64e-4, 0.01",
        "100, 1e4, 7.1e-7, 1",
        "100, 1e5, 1.08e-5, 0.01",
        "100, 1e6, 2.73e-5, 0.01",
        "100, 1e7, 4.65e-5, 0.01",
        "100, 1e9, 8.28e-5, 0.01",
        "150, 1e5, 1.3e-7, 0.12",
        "150, 1e6, 1.10e-6, 0.01",
        "150, 1e7, 2.56e-6, 0.01",
        "150, 1e9, 5.65e-6, 0.01"
    })
    void meetsTheOptimaOfTheReferenceTable(double km, double block, double rate, double better) {
        double found = SettingsOptimiser.best(problem(Proof.LIM, km, block)).bitsPerPulse();
        assertThat(found / rate).isBetween(0.99, 1 + better);
    }

    @ParameterizedTest
    @EnumSource
    void beatsPlainSettings(Proof proof) {
        LinkProblem problem = problem(proof, 50, 1e7);
        SourceSettings plain =
                proof == Proof.LIM
                        ? new SourceSettings(
                                List.of(
                                        new Intensity(0.5, 0.4),
                                        new Intensity(0.15, 0.4),
                                        new Intensity(2e-4, 0.2)),
                                0.7)
                        : new SourceSettings(
                                List.of(new Intensity(0.5, 0.7), new Intensity(0.15, 0.3)), 0.9);
        BlockCounts counts = ExpectedCounts.of(plain, 10, DETECTOR, 1e7);
        long bits =
                FiniteKey.of(proof, plain, counts, SECURITY, ExpectedCounts.leakBits(counts, 1.16))
                        .bits();
        assertThat(SettingsOptimiser.best(problem).bitsPerPulse())
                .isGreaterThan(1.01 * bits / counts.pulses());
    }

    @ParameterizedTest
    @EnumSource
    void standsOnATopAndFindsItAgain(Proof proof) {
        LinkProblem problem = problem(proof, 50, 1e7);
        Optimum best = SettingsOptimiser.best(problem);
        assertThat(SettingsOptimiser.best(problem)).isEqualTo(best);
        for (double factor : new double[] {0.95, 1.05}) {
            SourceSettings source = best.source();
            List<Intensity> moved =
                    source.intensities().stream()
                            .map(i ->
                                    new Intensity(
                                            i.meanPhotonsPerPulse() * factor, i.probability()))
                            .toList();
            SourceSettings beside = new SourceSettings(moved, source.keyBasisProbability());
            BlockCounts counts = ExpectedCounts.of(beside, 10, DETECTOR, 1e7);
            long bits =
                    FiniteKey.of(
                                    proof,
                                    beside,
                                    counts,
                                    SECURITY,
                                    ExpectedCounts.leakBits(counts, 1.16))
                            .bits();
            assertThat(bits / counts.pulses()).isLessThan(best.bitsPerPulse());
        }
        assertThat(best.counts().keyTotal().detections()).isCloseTo(1e7, within(1.0));
    }

    private static LinkProblem problem(Proof proof, double km, double block) {
        return new LinkProblem(proof, DETECTOR, 0.2 * km, block, SECURITY, 1.16);
    }
}
