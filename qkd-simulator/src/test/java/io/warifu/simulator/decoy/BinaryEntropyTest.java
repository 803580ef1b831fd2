package io.warifu.simulator.decoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BinaryEntropyTest {

    @Test
    void refusesWhatIsNoProbability() {
        assertThatThrownBy(() -> BinaryEntropy.of(Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BinaryEntropy.of(1.01))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "h({0})")
    @CsvSource({
        "0.01, 0.080793",
        "0.02, 0.141441",
        "0.03, 0.194392",
        "0.05, 0.286397",
        "0.08, 0.402179",
        "0.11, 0.499916"
    })
    void agreesWithThePrintedTable(double p, double expected) {
        assertThat(BinaryEntropy.of(p)).isCloseTo(expected, within(5e-7));
    }

    @Test
    void leavesNoKeyAtElevenPerCent() {
        assertThat(1 - 2 * BinaryEntropy.of(0.110028)).isCloseTo(0, within(1e-5));
        assertThat(BinaryEntropy.of(0)).isZero();
        assertThat(BinaryEntropy.of(1)).isZero();
    }
}
