package io.warifu.gateway.stock;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class KeyRateMeterTest {

    private static final long SECOND = 1_000_000_000L;

    private final KeyRateMeter meter = new KeyRateMeter();

    private void look(int second, int stored) {
        meter.look(second * SECOND, new StockSample(stored, 100, 10));
    }

    @Test
    void countsWhatCameAndWhatWasDrawnMeanwhile() {
        look(0, 10);
        look(5, 20);
        meter.drew(7);
        look(10, 18);
        assertThat(meter.incomingKeysPerSecond().orElseThrow()).isEqualTo(1.5);
        assertThat(meter.drawnKeysPerSecond()).isEqualTo(0.7);
    }

    @Test
    void saysNothingBeforeItHasSeenEnough() {
        assertThat(meter.incomingKeysPerSecond()).isEmpty();
        assertThat(meter.drawnKeysPerSecond()).isZero();
        look(0, 10);
        look(5, 20);
        assertThat(meter.incomingKeysPerSecond()).isEmpty();
    }

    @Test
    void doesNotTakeAFullStockForASlowLink() {
        look(0, 40);
        look(10, 80);
        look(20, 100);
        double before = meter.incomingKeysPerSecond().orElseThrow();
        for (int i = 3; i < 50; i++) {
            look(i * 10, 100);
        }
        assertThat(meter.incomingKeysPerSecond()).hasValue(before);
        // Even when nothing but that is left in the window.
        look(5_000, 100);
        look(5_010, 100);
        assertThat(meter.incomingKeysPerSecond()).hasValue(before);
    }

    @Test
    void countsTheTimeInWhichAFullStockWasDrawnFrom() {
        look(0, 100);
        meter.drew(30);
        look(10, 100);
        assertThat(meter.incomingKeysPerSecond()).hasValue(3.0);
    }

    @Test
    void takesWhatOthersDrewForASlowerLinkNeverForAFasterOne() {
        look(0, 50);
        look(10, 20);
        assertThat(meter.incomingKeysPerSecond()).hasValue(0.0);
    }

    @Test
    void forgetsWhatIsOlderThanItsWindow() {
        look(0, 0);
        look(10, 90);
        for (int i = 2; i < 70; i++) {
            look(i * 10, 0);
            look(i * 10 + 5, 5);
        }
        assertThat(meter.incomingKeysPerSecond().orElseThrow()).isCloseTo(0.5, Offset.offset(0.02));
        assertThat(meter.drawnKeysPerSecond()).isZero();
    }
}
