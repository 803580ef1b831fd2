package io.warifu.simulator.bb84;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.warifu.simulator.bits.BitString;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SampleTest {

    @Test
    void refusesMoreThanThereIs() {
        assertThatThrownBy(() -> Sample.choose(10, 11, new SplittableRandom(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ErrorEstimate(3, 4))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void choosesEveryPositionEquallyOften() {
        SplittableRandom chance = new SplittableRandom(2);
        int[] hits = new int[20];
        for (int trial = 0; trial < 8000; trial++) {
            BitString sample = Sample.choose(20, 5, chance);
            assertThat(sample.countOnes()).isEqualTo(5);
            for (int i = 0; i < 20; i++) {
                hits[i] += sample.bit(i);
            }
        }
        for (int hit : hits) {
            assertThat((double) hit).isCloseTo(2000, within(170.0));
        }
    }

    @Test
    void saysElevenPerCentIsTheLimitAndThatFewBitsSayNothing() {
        assertThat(new ErrorEstimate(1000, 110).isAboveLimit()).isFalse();
        assertThat(new ErrorEstimate(1000, 111).isAboveLimit()).isTrue();
        assertThat(new ErrorEstimate(255, 0).isMeaningful()).isFalse();
        assertThat(new ErrorEstimate(0, 0).qber()).isZero();
    }
}
