package io.warifu.keys.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The present rate, with a clock that the test moves. */
final class RateMeterTest {

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void findsASteadyRateWithinSecondsAndForgetsItWithinMinutes() {
        RateMeter meter = new RateMeter(nanos::get);

        run(meter, 30, 256);
        assertThat(meter.bitsPerSecond()).isCloseTo(256, within(10.0));
        run(meter, 600, 1024);
        assertThat(meter.bitsPerSecond()).isCloseTo(1024, within(20.0));
        run(meter, 600, 0);
        assertThat(meter.bitsPerSecond()).isCloseTo(0, within(10.0));
    }

    private void run(RateMeter meter, int seconds, long bitsPerSecond) {
        for (int i = 0; i < seconds; i++) {
            nanos.addAndGet(1_000_000_000);
            meter.add(bitsPerSecond);
        }
    }
}
