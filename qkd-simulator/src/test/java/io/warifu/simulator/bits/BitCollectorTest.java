package io.warifu.simulator.bits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class BitCollectorTest {

    @Test
    void piecesOfAnyLengthLieBehindEachOther() {
        SplittableRandom chance = new SplittableRandom(1);
        BitCollector collector = new BitCollector();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            BitString piece = new BitString(chance.nextInt(200));
            for (int j = 0; j < piece.length(); j++) {
                boolean bit = chance.nextBoolean();
                piece.set(j, bit);
                expected.append(bit ? '1' : '0');
            }
            collector.append(piece);
        }
        BitString all = collector.toBits();
        assertThat(all.length()).isEqualTo(expected.length());
        for (int i = 0; i < all.length(); i++) {
            assertThat(all.bit(i)).isEqualTo(expected.charAt(i) - '0');
        }
    }

    @Test
    void wipedMeansEmpty() {
        BitCollector collector = new BitCollector();
        collector.append(new BitString(70).not());
        collector.wipe();
        collector.append(new BitString(70));
        assertThat(collector.toBits().countOnes()).isZero();
    }
}
