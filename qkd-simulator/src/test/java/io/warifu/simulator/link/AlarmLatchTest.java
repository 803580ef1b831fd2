package io.warifu.simulator.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.simulator.bb84.ErrorEstimate;
import org.junit.jupiter.api.Test;

final class AlarmLatchTest {

    private static final ErrorEstimate BAD = new ErrorEstimate(1000, 250);
    private static final ErrorEstimate GOOD = new ErrorEstimate(1000, 20);

    @Test
    void oneBadRoundRaisesAndThreeCleanOnesInARowClear() {
        AlarmLatch alarm = new AlarmLatch();
        assertThat(alarm.isRaised()).isFalse();
        alarm.tapped(BAD);
        alarm.clean(GOOD);
        alarm.clean(GOOD);
        alarm.tapped(BAD);
        alarm.clean(GOOD);
        alarm.clean(GOOD);
        assertThat(alarm.isRaised()).isTrue();
        assertThat(alarm.report().reason()).contains("0.0200", "0.11");
        alarm.clean(GOOD);
        assertThat(alarm.isRaised()).isFalse();
    }

    @Test
    void anAlarmFromBeforeARestartNeedsCleanRoundsToo() {
        AlarmLatch alarm = new AlarmLatch();
        alarm.resume();
        assertThat(alarm.report().raised()).isTrue();
    }
}
