package io.warifu.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.sharing.field.Gf256;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against polynomials made and damaged one by one. */
class ErrorLocatorTest {

    private static final long SEED = 31;
    private static final int TRIALS = 10_000;

    @Test
    void findsEverySetOfErrorsThatCanBeCorrected() {
        Random random = new Random(SEED);
        for (int trial = 0; trial < TRIALS; trial++) {
            int k = 2 + random.nextInt(4);
            int rows = k + random.nextInt(8);
            int[] points = distinctPoints(random, rows);
            byte[][] values = values(random, k, points, 9);
            int errors = random.nextInt((rows - k) / 2 + 1);
            List<Integer> wrong = new ArrayList<>();
            while (wrong.size() < errors) {
                int row = random.nextInt(rows);
                if (!wrong.contains(row)) {
                    wrong.add(row);
                    values[row][random.nextInt(9)] ^= (byte) (1 + random.nextInt(255));
                }
            }
            ErrorLocator locator = new Codewords(k, points, values).errors(9);
            assertThat(locator.clean()).as("seed %d, trial %d", SEED, trial).isEqualTo(errors == 0);
            assertThat(locator.unclear()).isFalse();
            for (int row = 0; row < rows; row++) {
                assertThat(locator.isWrong(row)).isEqualTo(wrong.contains(row));
            }
        }
    }

    @Test
    void namesNobodyWhenMoreAreWrongThanCanBeTold() {
        Random random = new Random(SEED);
        int[] points = {1, 2, 3, 4, 5};
        byte[][] values = values(random, 3, points, 200);
        for (int i = 0; i < 200; i++) {
            values[1][i] ^= (byte) (1 + random.nextInt(255));
            values[3][i] ^= (byte) (1 + random.nextInt(255));
        }
        ErrorLocator locator = new Codewords(3, points, values).errors(200);
        assertThat(locator.clean()).isFalse();
        assertThat(locator.unclear()).isTrue();
    }

    @Test
    void oneByteThatPointsElsewhereEndsTheSearch() {
        int[] points = {1, 2, 3, 4, 5};
        byte[][] values = values(new Random(SEED), 3, points, 20_000);
        values[1][3] ^= 9;
        values[4][19_999] ^= 9;
        assertThat(new Codewords(3, points, values).errors(20_000).unclear()).isTrue();
    }

    private static int[] distinctPoints(Random random, int count) {
        return random.ints(1, Gf256.ORDER).distinct().limit(count).toArray();
    }

    private static byte[][] values(Random random, int k, int[] points, int length) {
        byte[][] values = new byte[points.length][length];
        for (int i = 0; i < length; i++) {
            int[] coefficients = random.ints(k, 0, Gf256.ORDER).toArray();
            for (int p = 0; p < points.length; p++) {
                int value = 0;
                for (int c = k - 1; c >= 0; c--) {
                    value = Gf256.multiply(value, points[p]) ^ coefficients[c];
                }
                values[p][i] = (byte) value;
            }
        }
        return values;
    }
}
