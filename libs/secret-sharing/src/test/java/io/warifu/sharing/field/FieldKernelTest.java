package io.warifu.sharing.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kernel does what single elements do, so all of them do the same. */
class FieldKernelTest {

    private static final long SEED = 20261126;
    private static final int[] EDGES = {
        0, 1, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 255, 256, 257, 1000
    };

    /** Both, whichever of them the JVM would choose. */
    enum Kind {
        SCALAR {
            @Override
            FieldKernel kernel() {
                return new ScalarKernel();
            }
        },
        VECTOR {
            @Override
            FieldKernel kernel() {
                // Fails, instead of being skipped, where the tests run without the module.
                return Kernels.Vectors.make();
            }
        };

        abstract FieldKernel kernel();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void addsWeightedRowsAsSingleElementsDo(Kind kind) {
        FieldKernel kernel = kind.kernel();
        Random random = new Random(SEED);
        for (int trial = 0; trial < 400; trial++) {
            int length = trial < EDGES.length ? EDGES[trial] : random.nextInt(600);
            int[] weights = random.ints(1 + random.nextInt(6), 0, Gf256.ORDER).toArray();
            int[] from = random.ints(weights.length, 0, 40).toArray();
            byte[][] rows = new byte[weights.length][length + 40];
            for (byte[] row : rows) {
                random.nextBytes(row);
            }
            byte[] target = new byte[length + 20];
            random.nextBytes(target);
            byte[] expected = target.clone();
            for (int i = 0; i < length; i++) {
                int sum = 0;
                for (int r = 0; r < rows.length; r++) {
                    sum ^= Gf256.multiply(weights[r], rows[r][from[r] + i] & 0xFF);
                }
                expected[11 + i] = (byte) sum;
            }
            kernel.sum(WeightedSum.of(weights).rowsOfBit(), rows, from, target, 11, length);
            assertThat(target).as("seed %d, trial %d", SEED, trial).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void evaluatesParabolasAsSingleElementsDo(Kind kind) {
        FieldKernel kernel = kind.kernel();
        Random random = new Random(SEED);
        for (int trial = 0; trial < 200; trial++) {
            int length = trial < EDGES.length ? EDGES[trial] : random.nextInt(600);
            int[] from = random.ints(3, 0, 40).toArray();
            byte[][] rows = new byte[3][length + 40];
            for (byte[] row : rows) {
                random.nextBytes(row);
            }
            byte[][] targets = new byte[5][length + 9];
            kernel.parabolasAtOneToFive(rows, from, targets, 5, length);
            for (int x = 1; x <= 5; x++) {
                byte[] expected = new byte[length + 9];
                for (int i = 0; i < length; i++) {
                    int b = rows[2][from[2] + i] & 0xFF;
                    int ab = (rows[1][from[1] + i] & 0xFF) ^ Gf256.multiply(x, b);
                    expected[5 + i] = (byte) (rows[0][from[0] + i] ^ Gf256.multiply(x, ab));
                }
                assertThat(targets[x - 1]).as("seed %d, x %d", SEED, x).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void addsToARowInPlace(Kind kind) {
        byte[] sum = new byte[300];
        byte[] other = new byte[300];
        new Random(SEED).nextBytes(sum);
        new Random(SEED + 1).nextBytes(other);
        byte[] expected = new byte[300];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (byte) (sum[i] ^ Gf256.multiply(0x8E, other[i] & 0xFF));
        }
        kind.kernel()
                .sum(
                        WeightedSum.of(1, 0x8E).rowsOfBit(),
                        new byte[][] {sum, other},
                        new int[2],
                        sum,
                        0,
                        300);
        assertThat(sum).isEqualTo(expected);
    }

    @Test
    void theClosedFormAgreesWithTheGeneralWay() {
        byte[][] rows = new byte[3][777];
        Random random = new Random(SEED);
        for (byte[] row : rows) {
            random.nextBytes(row);
        }
        byte[][] closed = new byte[5][777];
        byte[][] general = new byte[6][777];
        Evaluation.of(3, 1, 2, 3, 4, 5).apply(rows, new int[3], closed, 0, 777);
        Evaluation.of(3, 1, 2, 3, 4, 5, 6).apply(rows, new int[3], general, 0, 777);
        assertThat(closed).isDeepEqualTo(Arrays.copyOf(general, 5));
    }

    @Test
    void choosesTheScalarLoopsWithoutTheServerCompiler() {
        // The tests' JVM has the module, but only the simple compiler.
        assertThat(Kernels.vectorsAreThere()).isTrue();
        assertThat(Kernels.inUse()).startsWith("scalar");
    }
}
