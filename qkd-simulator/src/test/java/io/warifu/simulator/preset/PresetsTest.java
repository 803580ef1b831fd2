package io.warifu.simulator.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.warifu.simulator.asymptotic.ExpectedCounts;
import io.warifu.simulator.decoy.BlockCounts;
import io.warifu.simulator.decoy.Security;
import io.warifu.simulator.finite.FiniteKey;
import io.warifu.simulator.finite.Proof;
import io.warifu.simulator.optimise.LinkProblem;
import io.warifu.simulator.optimise.SettingsOptimiser;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PresetsTest {

    @Test
    void namesThePresetsThereAreWhenOneIsUnknown() {
        assertThatThrownBy(() -> Presets.named("gsy"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "there is no preset 'gsy'; there are gys, nec97, toshiba45, ntt90, lim2014,"
                                + " wiesemann, demonstration");
    }

    @Test
    void namesAreUnique() {
        Set<String> names = new HashSet<>();
        Presets.ALL.forEach(preset -> assertThat(names.add(preset.name())).isTrue());
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyPresetFitsTheFormulasAndSaysWhereItComesFrom(Preset preset) {
        assertThat(preset.citation()).isNotBlank();
        assertThat(preset.source().intensities()).hasSize(preset.proof().intensities());
        assertThat(preset.detector().efficiency()).isPositive();
        assertThat(preset.link().siftingFactor()).isPositive();
        assertThat(preset.values().values())
                .hasSize(14)
                .allSatisfy(value -> assertThat(value.source()).isNotBlank());
        assertThat(Prediction.of(preset)).containsKeys(Figure.values());
    }

    @Test
    void necPredictionLiesInThePublishedRange() {
        Preset nec = Presets.named("nec97");
        assertThat(Prediction.of(nec).get(Figure.SECRET_RATE)).isCloseTo(777.0, within(0.5));
        assertThat(Prediction.of(nec).get(Figure.SIFTED_RATE))
                .isCloseTo(2400.0, withinPercentage(1));
        assertThat(Prediction.of(nec).get(Figure.QBER)).isCloseTo(2.9, within(0.02));
    }

    @Test
    void toshibaPredictionIsNearThePublishedRate() {
        assertThat(Prediction.of(Presets.named("toshiba45")).get(Figure.SECRET_RATE))
                .isBetween(285e3, 315e3);
    }

    @Test
    void nttIsHonestAboutItsProtocol() {
        Preset ntt = Presets.named("ntt90");
        assertThat(ntt.protocol().value()).contains("DPS").contains("stands in");
        assertThat(Prediction.of(ntt).get(Figure.SIFTED_RATE)).isCloseTo(11e3, withinPercentage(1));
        assertThat(Prediction.of(ntt).get(Figure.SECRET_RATE)).isBetween(600.0, 2100.0);
    }

    @ParameterizedTest(name = "2^{0} detections")
    @ValueSource(ints = {20, 21})
    void demonstrationIsNearItsOptimum(int log) {
        Preset preset = Presets.named("demonstration");
        double block = Math.scalb(1.0, log);
        double f = preset.correctionEfficiency().value();
        Security security = new Security(1e-10, 1e-15);
        BlockCounts counts =
                ExpectedCounts.of(preset.source(), preset.lossDb(), preset.detector(), block);
        long bits =
                FiniteKey.of(
                                Proof.WIESEMANN,
                                preset.source(),
                                counts,
                                security,
                                ExpectedCounts.leakBits(counts, f))
                        .bits();
        double best =
                SettingsOptimiser.best(
                                new LinkProblem(
                                        Proof.WIESEMANN,
                                        preset.detector(),
                                        preset.lossDb(),
                                        block,
                                        security,
                                        f))
                        .bitsPerPulse();
        assertThat(preset.illustrative()).isTrue();
        assertThat(preset.lossDb()).isCloseTo(13.5, within(1e-9));
        assertThat(bits / counts.pulses()).isBetween(0.98 * best, best);
        assertThat(bits / block).isGreaterThan(0.2);
    }

    private static List<Preset> all() {
        return Presets.ALL;
    }
}
