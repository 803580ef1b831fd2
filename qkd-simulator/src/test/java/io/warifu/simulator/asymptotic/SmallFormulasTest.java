package io.warifu.simulator.asymptotic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SmallFormulasTest {

    @Test
    void refusesDetectorsOutOfRange() {
        assertThatThrownBy(() -> new DetectorModel(0, 0, 0, 0)).hasMessageContaining("efficiency");
        assertThatThrownBy(() -> new DetectorModel(0.1, 0.5, 0, 0)).hasMessageContaining("dark");
        assertThatThrownBy(() -> new DetectorModel(0.1, 0, 0.51, 0))
                .hasMessageContaining("misalignment");
        assertThatThrownBy(() -> new DetectorModel(0.1, 0, 0, 1))
                .hasMessageContaining("afterpulse");
        assertThatThrownBy(() -> new DetectorModel(0.1, 0, 0, 0).transmittance(-1))
                .hasMessageContaining("loss");
    }

    @ParameterizedTest(name = "Eve on {0}, misalignment {1}")
    @CsvSource({
        "0, 0.033, 0.033",
        "1, 0, 0.25",
        "1, 0.033, 0.2665",
        "0.4, 0, 0.10",
        "0.44, 0, 0.11"
    })
    void interceptResendShows(double fraction, double misalignment, double qber) {
        assertThat(InterceptResendErrors.qber(fraction, misalignment))
                .isCloseTo(qber, within(1e-9));
    }

    @Test
    void interceptResendRefusesMoreThanAll() {
        assertThatThrownBy(() -> InterceptResendErrors.qber(1.1, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "f = {0}")
    @CsvSource({"1.00, 850", "1.10, 804", "1.16, 777", "1.22, 750"})
    void necSecretRateFollowsFromItsSiftedRate(double f, double bitsPerSecond) {
        assertThat(SiftedRate.decoy(2400, 0.029, 0.4, f)).isCloseTo(bitsPerSecond, within(0.5));
    }

    @Test
    void hopelessErrorRatesGiveNoRate() {
        assertThat(SiftedRate.decoy(2400, 0.25, 0.4, 1.16)).isZero();
        assertThat(SiftedRate.differentialPhase(2400, 0.25, 0.2, 1.16)).isZero();
    }
}
