package io.warifu.gateway.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures computed by hand. */
final class RekeyPlannerTest {

    private static final Offset<Double> CLOSE = Offset.offset(0.005);

    private static RekeyPlan plan(double link, int pairs, double traffic) {
        return RekeyPlanner.plan(new LinkUse(link, pairs, traffic));
    }

    private static RekeyPlan.Option option(RekeyPlan plan, int softSeconds) {
        return plan.options().stream()
                .filter(o -> o.softTime().equals(Duration.ofSeconds(softSeconds)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void costsFourBitsASecondToChangeKeysEveryMinute() {
        RekeyPlan.Option minute = option(plan(1_000, 1, 0), 60);
        assertThat(minute.bitsPerSecond()).isCloseTo(4.27, CLOSE);
        assertThat(minute.shareOfLink()).isCloseTo(0.0043, CLOSE);
        assertThat(option(plan(1_000, 4, 0), 60).bitsPerSecond()).isCloseTo(17.07, CLOSE);
    }

    @ParameterizedTest
    @CsvSource({"1e8, 2.98", "1e9, 29.8", "1e10, 51.2"})
    void countsAKeyForEachGibibyteButNoneBeforeFiveSeconds(double traffic, double bitsPerSecond) {
        RekeyPlan plan = plan(1_000, 1, traffic);
        assertThat(option(plan, 120).bitsPerSecond()).isCloseTo(bitsPerSecond, Offset.offset(0.05));
        assertThat(plan.byteLimitMatters()).isEqualTo(traffic > 1.5e8);
    }

    @ParameterizedTest
    @CsvSource({"1000, 60", "5.69, 60", "5.68, 90", "3.8, 90", "3.79, 120", "2.85, 120"})
    void recommendsAMinuteOrTheNextLongerTimeThatTheLinkPays(double link, int softSeconds) {
        assertThat(plan(link, 1, 0).recommended()).contains(Duration.ofSeconds(softSeconds));
    }

    @Test
    void recommendsNothingWhereOnlyTheHardLimitWouldDo() {
        RekeyPlan plan = plan(2.84, 1, 0);
        assertThat(plan.recommended()).isEmpty();
        assertThat(plan.options()).noneMatch(RekeyPlan.Option::payable);
        assertThat(plan.minimumBitsPerSecond()).isCloseTo(1.42, CLOSE);
    }

    @Test
    void leavesFieldsAQuarterOfTheLink() {
        RekeyPlan plan = plan(100_000, 1, 0);
        assertThat(plan.otp().bytesPerSecond()).isEqualTo(3_125);
        assertThat(plan.otp().smallFieldsPerSecond()).isCloseTo(32.55, CLOSE);
        assertThat(plan.reserveFilledAfter()).isEqualTo(Duration.ofMillis(154));
    }

    @Test
    void plansForNoLinkThatDeliversNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> plan(0, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> plan(Double.NaN, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> plan(1, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> plan(1, 1, -1));
    }
}
