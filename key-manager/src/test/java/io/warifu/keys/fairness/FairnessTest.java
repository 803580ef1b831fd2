package io.warifu.keys.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.keys.Parallel;
import io.warifu.keys.enrolment.SaeId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Reserved shares and rates, with a clock that the test moves. */
final class FairnessTest {

    private static final SaePair GREEDY = pair("a", "b");
    private static final SaePair NURSE = pair("c", "d");
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final AtomicLong nanos = new AtomicLong();
    private Duration stockAge = Duration.ZERO;

    @Test
    void leavesAReservedShareToItsPairHoweverMuchAnotherAsksFor() {
        Fairness fairness = fairness(1 << 20, 1 << 20);

        assertThat(fairness.admit(List.of(GREEDY), 901, 0, 1000))
                .isEqualTo(new Admission.Refused(900, 1));
        take(fairness, GREEDY, 900, 1000);

        assertThat(fairness.admit(List.of(GREEDY), 1, 0, 100))
                .isEqualTo(new Admission.Refused(0, 1));
        assertThat(fairness.admit(List.of(NURSE), 100, 0, 100))
                .isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void countsWhatIsUnderWaySoThatManyAtOnceDoNotEatTheReserve() {
        Fairness fairness = fairness(1 << 20, 1 << 20);

        List<Admission> all = Parallel.run(32, () -> fairness.admit(List.of(GREEDY), 100, 0, 1000));

        assertThat(all.stream().filter(Admission.Admitted.class::isInstance)).hasSize(9);
    }

    @Test
    void countsOffWhatTheNamedStockMayStillContain() {
        stockAge = Duration.ofMillis(250);
        Fairness fairness = fairness(1 << 20, 1 << 20);

        take(fairness, GREEDY, 500, 1000);
        assertThat(fairness.availableBits(GREEDY, 1000)).as("stock of before").isEqualTo(400);
        nanos.addAndGet(NANOS_PER_SECOND / 4);
        assertThat(fairness.availableBits(GREEDY, 500)).as("stock of now").isEqualTo(400);
    }

    @Test
    void refusesNobodyHisReserveBecauseOthersDrewLately() {
        stockAge = Duration.ofMillis(250);
        Fairness fairness = fairness(1 << 20, 1 << 20);

        take(fairness, GREEDY, 900, 1000);
        assertThat(fairness.availableBits(NURSE, 100)).as("stock of now").isEqualTo(100);
        assertThat(fairness.admit(List.of(NURSE), 60, 0, 100))
                .isInstanceOf(Admission.Admitted.class);
        assertThat(fairness.admit(List.of(NURSE), 60, 0, 100))
                .as("the first request is still under way")
                .isEqualTo(new Admission.Refused(40, 1));
    }

    @Test
    void reservesAUsedShareAnewAtItsRate() {
        Fairness fairness = fairness(1 << 20, 1 << 20);

        take(fairness, NURSE, 100, 1000);
        assertThat(fairness.reservedBits(NURSE)).isZero();
        assertThat(fairness.availableBits(GREEDY, 900)).isEqualTo(900);
        nanos.addAndGet(5 * NANOS_PER_SECOND);

        assertThat(fairness.reservedBits(NURSE)).isEqualTo(50);
        assertThat(fairness.availableBits(GREEDY, 900)).isEqualTo(850);
    }

    @Test
    void letsNoPairDrawFasterThanItsRateAndSaysWhenToAskAgain() {
        Fairness fairness = fairness(1000, 500);

        take(fairness, GREEDY, 500, 10_000);
        assertThat(fairness.admit(List.of(GREEDY), 500, 0, 10_000))
                .isEqualTo(new Admission.Refused(0, 1));
        assertThat(fairness.admit(List.of(GREEDY), 501, 0, 10_000))
                .as("more than fits in the bucket")
                .isInstanceOf(Admission.Refused.class);
        nanos.addAndGet(NANOS_PER_SECOND / 2);

        take(fairness, GREEDY, 500, 10_000);
    }

    @Test
    void givesBackWhatARequestDidNotDraw() {
        Fairness fairness = fairness(1, 500);

        if (fairness.admit(List.of(GREEDY), 500, 0, 10_000)
                instanceof Admission.Admitted(var ticket)) {
            ticket.close();
            ticket.close();
        }

        assertThat(fairness.availableBits(GREEDY, 10_000)).isEqualTo(500);
    }

    @Test
    void asksForEveryPairOfARequestToSeveralSlaves() {
        Fairness fairness = fairness(1, 500);
        take(fairness, GREEDY, 400, 10_000);

        assertThat(fairness.admit(List.of(NURSE, GREEDY), 200, 0, 10_000))
                .isInstanceOf(Admission.Refused.class);
        assertThat(fairness.availableBits(NURSE, 10_000)).isEqualTo(500);
    }

    @Test
    void refusesSettingsThatMeanNothing() {
        var twice = new FairnessProperties.Reserved("c", "d", 1, 1);

        assertThatThrownBy(() -> new FairnessProperties(List.of(twice, twice), 1, 1))
                .hasMessageContaining("two reservations for c>d");
        assertThatThrownBy(() -> new FairnessProperties.Reserved("c", "d", 0, 1))
                .hasMessageContaining("bits lies between 1 and 2^40");
    }

    private Fairness fairness(long bitsPerSecond, long burstBits) {
        var reserved = new FairnessProperties.Reserved("c", "d", 100, 10);
        return new Fairness(
                new FairnessProperties(List.of(reserved), bitsPerSecond, burstBits),
                nanos::get,
                stockAge);
    }

    private static void take(Fairness fairness, SaePair pair, long bits, long stockBits) {
        Admission admission = fairness.admit(List.of(pair), bits, 0, stockBits);
        assertThat(admission).isInstanceOf(Admission.Admitted.class);
        if (admission instanceof Admission.Admitted(var ticket)) {
            ticket.drawn();
            ticket.close();
        }
    }

    private static SaePair pair(String master, String slave) {
        return new SaePair(new SaeId(master), new SaeId(slave));
    }
}
