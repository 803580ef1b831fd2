package io.warifu.simulator.finite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LeftoverHashTest {

    @Test
    void refusesWhatIsNoProbability() {
        assertThatThrownBy(() -> LeftoverHash.lossBits(0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "eps {0}")
    @CsvSource({"1e-6, 37.9", "1e-10, 64.4", "1e-12, 77.7", "1e-15, 97.7"})
    void costsWhatTheLemmaSays(double epsilon, double bits) {
        assertThat(LeftoverHash.lossBits(epsilon)).isCloseTo(bits, within(0.05));
    }
}
