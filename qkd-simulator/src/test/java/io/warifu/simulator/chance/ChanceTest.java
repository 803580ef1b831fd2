package io.warifu.simulator.chance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ChanceTest {

    @Test
    void twoGeneratorsOfTheSameEntropyDiffer() {
        SecureRandom entropy = new SecureRandom();
        assertThat(new AesCtrRandom(entropy).nextLong())
                .isNotEqualTo(new AesCtrRandom(entropy).nextLong());
    }

    @Test
    void keyStreamBitsAreBalancedAcrossRefills() {
        AesCtrRandom chance = new AesCtrRandom(new SecureRandom());
        long ones = 0;
        for (int i = 0; i < 100_000; i++) {
            ones += Long.bitCount(chance.nextLong());
        }
        // Six standard deviations of 6.4 million coins.
        assertThat((double) ones).isCloseTo(3_200_000, within(7_600.0));
    }

    @Test
    void aShuffleIsAPermutationThatTheSeedFixes() {
        int[] order = PublicShuffle.order(1000, 77);
        assertThat(order).isEqualTo(PublicShuffle.order(1000, 77));
        assertThat(order).isNotEqualTo(PublicShuffle.order(1000, 78));
        int[] sorted = order.clone();
        Arrays.sort(sorted);
        assertThat(sorted).isEqualTo(IntStream.range(0, 1000).toArray());
    }

    @Test
    void aChoiceHasItsSizeAndFavoursNoPlace() {
        int[] counts = new int[130];
        for (int seed = 0; seed < 4000; seed++) {
            long[] choice = PublicShuffle.choice(130, 65, seed);
            int chosen = 0;
            for (int place = 0; place < 192; place++) {
                int bit = (int) (choice[place >>> 6] >>> place) & 1;
                chosen += bit;
                counts[Math.min(place, 129)] += bit;
            }
            assertThat(chosen).isEqualTo(65);
        }
        // Five standard deviations of 4000 coins; places past the end would add to the last.
        assertThat(IntStream.of(counts).boxed()).allMatch(count -> count >= 1842 && count <= 2158);
        assertThat(PublicShuffle.choice(130, 65, 9)).isEqualTo(PublicShuffle.choice(130, 65, 9));
        assertThat(Long.bitCount(PublicShuffle.choice(3, 3, 5)[0])).isEqualTo(3);
        assertThat(PublicShuffle.choice(64, 0, 5)).containsExactly(0);
    }
}
