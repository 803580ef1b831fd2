package io.warifu.simulator.bits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class BitStringTest {

    @Test
    void refusesPositionsOutsideAndWrongLengths() {
        BitString bits = new BitString(70);
        assertThatThrownBy(() -> bits.get(70)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> bits.set(-1, true)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> bits.xor(new BitString(71)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BitString.ofBytes(9, new byte[1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void neverPrintsItsContent() {
        assertThat(new BitString(5).not()).hasToString("BitString[5 bits]");
    }

    @Test
    void ignoresStrayBitsPastTheEnd() {
        BitString bits = BitString.ofBytes(9, new byte[] {-1, -1});
        assertThat(bits.countOnes()).isEqualTo(9);
        assertThat(bits.not().countOnes()).isZero();
        assertThat(bits.toBytes()).containsExactly(0xFF, 0x01);
    }

    @Test
    void selectsTheBitsUnderAMask() {
        SplittableRandom chance = new SplittableRandom(1);
        for (int length = 0; length < 300; length++) {
            BitString bits = new BitString(length);
            BitString mask = new BitString(length);
            StringBuilder expected = new StringBuilder();
            for (int i = 0; i < length; i++) {
                bits.set(i, chance.nextInt(2) == 1);
                mask.set(i, chance.nextInt(3) > 0);
                if (mask.get(i)) {
                    expected.append(bits.bit(i));
                }
            }
            StringBuilder selected = new StringBuilder();
            BitString result = bits.select(mask);
            for (int i = 0; i < result.length(); i++) {
                selected.append(result.bit(i));
            }
            assertThat(selected.toString()).isEqualTo(expected.toString());
        }
    }
}
