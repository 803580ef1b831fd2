package io.warifu.simulator.preset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FieldSimulationTest {

    private static final double GAIN_PER_CENT = 1;
    private static final double ERROR_RATE_PER_CENT = 3;

    /** These presets have next to no detector memory, which the formulas do not know. */
    @ParameterizedTest
    @ValueSource(strings = {"gys", "nec97", "toshiba45", "ntt90", "wiesemann"})
    void simulationMeetsThePrediction(String name) {
        Preset preset = Presets.named(name);
        Map<Figure, Double> predicted = Prediction.of(preset);
        Map<Figure, Double> simulated = FieldSimulation.of(preset, new SplittableRandom(1));
        assertThat(simulated.get(Figure.SIGNAL_GAIN))
                .isCloseTo(predicted.get(Figure.SIGNAL_GAIN), withinPercentage(GAIN_PER_CENT));
        assertThat(simulated.get(Figure.QBER))
                .isCloseTo(predicted.get(Figure.QBER), withinPercentage(ERROR_RATE_PER_CENT));
        assertThat(simulated.get(Figure.SECRET_RATE))
                .isCloseTo(
                        predicted.get(Figure.SECRET_RATE), withinPercentage(ERROR_RATE_PER_CENT));
    }
}
