package io.warifu.demo.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DecoyEstimateTest {

    private static final double MU = 0.5;
    private static final double NU = 0.15;

    @Test
    void withoutGainsNothingIsClaimed() {
        JsonNode silent = JsonMapper.shared().readTree("{}");
        assertThat(DecoyEstimate.of(silent).singlePhotonShare()).isNaN();
        assertThat(DecoyEstimate.of(silent).signalGain()).isZero();
    }

    @Test
    void aSplitterWhoKeepsTheGainLeavesNoSinglePhotons() {
        double eta = 0.01;
        // Only pulses of two or more photons pass, as often as the signal's gain needs.
        double signal = 1 - Math.exp(-eta * MU);
        double yield = signal / multi(MU);
        JsonNode link = link(signal, yield * multi(NU));
        assertThat(DecoyEstimate.of(link).singlePhotonShare()).isLessThan(0.01);
    }

    @Test
    void anHonestFibreHasManySinglePhotons() {
        double eta = 0.01;
        JsonNode link = link(1 - Math.exp(-eta * MU), 1 - Math.exp(-eta * NU));
        assertThat(DecoyEstimate.of(link).singlePhotonShare()).isBetween(0.4, Math.exp(-MU) + 0.01);
    }

    @Test
    void theLessonIsTheRateOfWhoTrustsEveryClick() {
        assertThat(DecoyEstimate.believedWithoutDecoys(1000, 0)).isEqualTo(1000);
        assertThat(DecoyEstimate.believedWithoutDecoys(1000, 0.03)).isCloseTo(601.5, within(0.1));
        assertThat(DecoyEstimate.believedWithoutDecoys(1000, 0.2)).isZero();
    }

    private static double multi(double mean) {
        return 1 - Math.exp(-mean) * (1 + mean);
    }

    private static JsonNode link(double signalGain, double decoyGain) {
        return JsonMapper.shared()
                .readTree(
                        String.format(
                                Locale.ROOT,
                                "{\"gains\":[{\"meanPhotons\":%s,\"gain\":%s,\"qber\":0.01},"
                                        + "{\"meanPhotons\":%s,\"gain\":%s,\"qber\":0.01}]}",
                                MU,
                                signalGain,
                                NU,
                                decoyGain));
    }
}
