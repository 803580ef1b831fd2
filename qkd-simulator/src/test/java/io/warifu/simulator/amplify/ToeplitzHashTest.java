package io.warifu.simulator.amplify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.simulator.bits.BitString;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ToeplitzHashTest {

    private static final Engine NEVER =
            (_, _, _) -> {
                throw new AssertionError("the guard rang without need");
            };

    private final SplittableRandom chance = new SplittableRandom(3);
    private final Engine exact = new NumberEngine();
    private final Engine plain =
            new FourierEngine(new PlainButterflies(), FourierEngine.ROUNDING_BOUND, NEVER);
    private final Engine vectors =
            new FourierEngine(new VectorButterflies(), FourierEngine.ROUNDING_BOUND, NEVER);

    @Test
    void refusesASeedOfTheWrongLength() {
        assertThat(ToeplitzHash.seedBits(100, 40)).isEqualTo(99);
        assertThatThrownBy(() -> ToeplitzHash.of(bits(100), 40, bits(100)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("99 bits, not 100");
        assertThatThrownBy(() -> ToeplitzHash.of(bits(100), 40, bits(98)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesShapesThatDoNotShortenAndKeysOfDifferentLengths() {
        assertThatThrownBy(() -> ToeplitzHash.of(bits(10), 11, bits(9)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ToeplitzHash.of(bits(10), 0, bits(9)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ToeplitzHash.ofAll(List.of(bits(10), bits(11)), 5, bits(9)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyEngineEqualsTheDefinitionOnTwoHundredRandomSizes() {
        List<Engine> engines = List.of(new WordEngine(), exact, plain, vectors);
        for (int trial = 0; trial < 200; trial++) {
            int keyBits = 1 + chance.nextInt(trial < 60 ? 80 : 4096);
            int outputBits = 1 + chance.nextInt(keyBits);
            BitString seed = bits(keyBits - 1);
            List<BitString> keys = new ArrayList<>();
            for (int i = 0; i <= trial % 4; i++) {
                keys.add(bits(keyBits));
            }
            List<BitString> expected =
                    keys.stream().map(key -> defined(key, outputBits, seed)).toList();
            for (Engine engine : engines) {
                requireSame(ToeplitzHash.ofAll(keys, outputBits, seed, engine), expected);
            }
            requireSame(ToeplitzHash.ofAll(keys, outputBits, seed), expected);
        }
    }

    @Test
    void enginesAgreeOnLongKeys() {
        for (int keyBits : new int[] {1 << 16, (1 << 16) + 1}) {
            BitString seed = bits(keyBits - 1);
            List<BitString> keys = List.of(bits(keyBits), bits(keyBits), bits(keyBits));
            List<BitString> expected = ToeplitzHash.ofAll(keys, 31_000, seed, exact);
            requireSame(ToeplitzHash.ofAll(keys, 31_000, seed, plain), expected);
            requireSame(ToeplitzHash.ofAll(keys, 31_000, seed), expected);
            // Tests run without the server compiler, where vectors are slow: one key will do.
            requireSame(
                    ToeplitzHash.ofAll(keys.subList(0, 1), 31_000, seed, vectors),
                    expected.subList(0, 1));
        }
        BitString seed = bits((1 << 18) - 1);
        BitString key = bits(1 << 18);
        requireSame(
                ToeplitzHash.ofAll(List.of(key), 100_003, seed, plain),
                ToeplitzHash.ofAll(List.of(key), 100_003, seed, exact));
    }

    @Test
    void worstCasesOfOnesOnlyStayFarFromTheRoundingBound() {
        BitString ones = new BitString(1 << 20).not();
        BitString seed = new BitString((1 << 20) - 1).not();

        BitString hash = ToeplitzHash.ofAll(List.of(ones, ones), 1 << 19, seed, plain).getLast();

        // Each output bit is 1 plus an even number of ones.
        assertThat(hash.countOnes()).isEqualTo(1 << 19);
    }

    @Test
    void isLinearAtAMillionBits() {
        BitString seed = bits(999_999);
        BitString x = bits(1_000_000);
        BitString y = bits(1_000_000);

        BitString sum = ToeplitzHash.of(x.xor(y), 300_001, seed);

        assertThat(ToeplitzHash.of(x, 300_001, seed).xor(ToeplitzHash.of(y, 300_001, seed)))
                .matches(sum::sameBits);
    }

    @Test
    void aLowRoundingBoundSendsEveryKeyThroughTheExactEngine() {
        AtomicInteger recomputed = new AtomicInteger();
        Engine counting = counting(recomputed);
        Engine nervous = new FourierEngine(new PlainButterflies(), 0, counting);
        List<BitString> keys = List.of(bits(5000), bits(5000), bits(5000));
        BitString seed = bits(4999);

        requireSame(
                ToeplitzHash.ofAll(keys, 1234, seed, nervous),
                ToeplitzHash.ofAll(keys, 1234, seed, exact));
        assertThat(recomputed).hasValue(3);
    }

    @Test
    void anErrorInOneValueIsSeenAndRepaired() {
        for (double error : new double[] {0.1, 0.4, 100.3, Double.NaN}) {
            AtomicInteger recomputed = new AtomicInteger();
            Engine faulty =
                    new FourierEngine(
                            new FaultyButterflies(error),
                            FourierEngine.ROUNDING_BOUND,
                            counting(recomputed));
            BitString key = bits(5000);
            BitString seed = bits(4999);

            requireSame(
                    ToeplitzHash.ofAll(List.of(key), 2500, seed, faulty),
                    ToeplitzHash.ofAll(List.of(key), 2500, seed, exact));
            assertThat(recomputed).hasValue(1);
        }
    }

    private Engine counting(AtomicInteger calls) {
        return (shape, seed, columns) -> {
            calls.addAndGet(columns.size());
            return exact.products(shape, seed, columns);
        };
    }

    private static BitString defined(BitString key, int outputBits, BitString seed) {
        int columns = key.length() - outputBits;
        BitString hash = new BitString(outputBits);
        for (int i = 0; i < outputBits; i++) {
            int sum = key.bit(i);
            for (int j = 0; j < columns; j++) {
                sum ^= seed.bit(i + columns - 1 - j) & key.bit(outputBits + j);
            }
            hash.set(i, sum == 1);
        }
        return hash;
    }

    private static void requireSame(List<BitString> actual, List<BitString> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i).sameBits(expected.get(i))).isTrue();
        }
    }

    private BitString bits(int length) {
        byte[] bytes = new byte[BitString.bytesFor(length)];
        chance.nextBytes(bytes);
        return BitString.ofBytes(length, bytes);
    }
}
