package io.warifu.simulator.optics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ExponentialTest {

    @Test
    void everyTwentiethOfTheLawIsMetAsOftenAsTheOthersAndSoIsTheTail() {
        SplittableRandom nature = new SplittableRandom(41);
        int draws = 2_000_000;
        int[] seen = new int[20];
        int tail = 0;
        double sum = 0;
        for (int i = 0; i < draws; i++) {
            double x = Exponential.next(nature);
            assertThat(x >= 0).isTrue();
            sum += x;
            seen[(int) (-Math.expm1(-x) * 20)]++;
            tail += x > 8 ? 1 : 0;
        }
        double chiSquare = 0;
        double expected = draws / 20.0;
        for (int count : seen) {
            chiSquare += (count - expected) * (count - expected) / expected;
        }
        // One run in a thousand is above 43.8 for 19 degrees of freedom.
        assertThat(chiSquare).isLessThan(43.8);
        assertThat(sum / draws).isCloseTo(1, within(3 / Math.sqrt(draws)));
        double inTail = draws * Math.exp(-8);
        assertThat((double) tail).isCloseTo(inTail, within(3 * Math.sqrt(inTail)));
    }
}
