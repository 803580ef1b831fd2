package io.warifu.simulator.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.simulator.session.Suspicion;
import io.warifu.simulator.session.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AlarmLatchTest {

    private static final Verdict BAD = new Verdict.Suspicious(Suspicion.ERROR_RATE);
    private static final Verdict GOOD = new Verdict.InOrder();

    @Test
    void oneBadRoundRaisesAndThreeCleanOnesInARowClear() {
        AlarmLatch alarm = new AlarmLatch();
        assertThat(alarm.isRaised()).isFalse();
        alarm.judge(BAD, 0.25);
        alarm.judge(GOOD, 0.02);
        alarm.judge(GOOD, 0.02);
        alarm.judge(BAD, 0.25);
        alarm.judge(GOOD, 0.02);
        alarm.judge(GOOD, 0.02);
        assertThat(alarm.isRaised()).isTrue();
        assertThat(alarm.report().reason()).contains("0.0200", "0.11");
        alarm.judge(GOOD, 0.02);
        assertThat(alarm.isRaised()).isFalse();
    }

    @Test
    void darknessNeitherRaisesNorClears() {
        AlarmLatch alarm = new AlarmLatch();
        alarm.judge(new Verdict.TooDark(), 0.5);
        assertThat(alarm.isRaised()).isFalse();
        alarm.judge(BAD, 0.25);
        for (int i = 0; i < 5; i++) {
            alarm.judge(new Verdict.TooDark(), 0.5);
        }
        assertThat(alarm.isRaised()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void eachSuspicionHasItsOwnWords(Suspicion suspicion) {
        AlarmLatch alarm = new AlarmLatch();
        alarm.judge(new Verdict.Suspicious(suspicion), 0.03);
        assertThat(alarm.report().raised()).isTrue();
        assertThat(alarm.report().reason()).startsWith("QBER 0.0300: ");
    }

    @Test
    void anAlarmFromBeforeARestartNeedsCleanRoundsToo() {
        AlarmLatch alarm = new AlarmLatch();
        alarm.resume();
        assertThat(alarm.report().raised()).isTrue();
    }
}
