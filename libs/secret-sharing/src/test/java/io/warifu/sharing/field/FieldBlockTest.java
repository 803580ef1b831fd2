package io.warifu.sharing.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FieldBlockTest {

    private static final long SEED = 20261125;

    @Test
    void agreesWithSingleElementsAroundEveryLaneEdge() {
        Random random = new Random(SEED);
        for (int length = 0; length <= 41; length++) {
            for (int weight = 0; weight < Gf256.ORDER; weight++) {
                int[] weights = {weight, random.nextInt(Gf256.ORDER), 1};
                byte[][] rows = new byte[3][length];
                FieldBlock[] blocks = new FieldBlock[3];
                for (int i = 0; i < 3; i++) {
                    random.nextBytes(rows[i]);
                    blocks[i] = new FieldBlock(48);
                    blocks[i].load(rows[i], 0, length);
                }
                FieldBlock sum = new FieldBlock(48);
                sum.setToSum(weights, blocks);
                byte[] result = new byte[length];
                sum.store(result, 0);
                assertThat(result).as("seed %d", SEED).isEqualTo(slowSum(weights, rows));
            }
        }
    }

    @Test
    void keepsWithinItsPartOfTheArray() {
        byte[] source = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};
        FieldBlock block = new FieldBlock(16);
        block.load(source, 2, 9);
        byte[] target = new byte[13];
        block.store(target, 2);
        assertThat(target).containsExactly(0, 0, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 0);
    }

    @Test
    void forgetsALongerContentWhenAShorterOneIsLoaded() {
        FieldBlock block = new FieldBlock(32);
        block.load(new byte[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 0, 17);
        assertThat(block.isZero()).isFalse();
        block.load(new byte[3], 0, 3);
        assertThat(block.isZero()).isTrue();
    }

    private static byte[] slowSum(int[] weights, byte[][] rows) {
        byte[] sum = new byte[rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < sum.length; j++) {
                sum[j] ^= (byte) Gf256.multiply(weights[i], rows[i][j] & 0xFF);
            }
        }
        return sum;
    }
}
