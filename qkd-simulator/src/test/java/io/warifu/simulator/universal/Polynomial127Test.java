package io.warifu.simulator.universal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.simulator.bits.BitString;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class Polynomial127Test {

    private static final BigInteger PRIME = BigInteger.TWO.pow(127).subtract(BigInteger.ONE);

    private final SplittableRandom chance = new SplittableRandom(127);

    @Test
    void refusesPartsOutsideTheArray() {
        Polynomial127 polynomial = new Polynomial127(Mersenne127.of(1, 2));

        assertThatThrownBy(() -> polynomial.part(new byte[3], 1, 4))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> polynomial.part(new long[1], 65))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void arithmeticEqualsThatOfBigIntegersAlsoAtTheEdges() {
        List<Mersenne127> elements = new ArrayList<>();
        for (long high : new long[] {0, 1, Long.MAX_VALUE - 1, Long.MAX_VALUE, -1}) {
            for (long low : new long[] {0, 1, 2, -3, -2, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
                elements.add(Mersenne127.of(high, low));
            }
        }
        for (int i = 0; i < 60; i++) {
            elements.add(Mersenne127.of(chance.nextLong(), chance.nextLong()));
        }
        for (Mersenne127 a : elements) {
            assertThat(integer(a)).isLessThan(PRIME);
            for (Mersenne127 b : elements) {
                assertThat(integer(a.plus(b))).isEqualTo(integer(a).add(integer(b)).mod(PRIME));
                assertThat(integer(a.times(b)))
                        .isEqualTo(integer(a).multiply(integer(b)).mod(PRIME));
            }
        }
    }

    @Test
    void valueIsThatOfThePolynomialAsDefined() {
        for (int trial = 0; trial < 200; trial++) {
            Mersenne127 point = Mersenne127.of(chance.nextLong(), chance.nextLong());
            Polynomial127 polynomial = new Polynomial127(point);
            BigInteger expected = BigInteger.ZERO;
            for (int part = chance.nextInt(4); part >= 0; part--) {
                byte[] bytes = new byte[chance.nextInt(100)];
                chance.nextBytes(bytes);
                polynomial.part(bytes, 0, bytes.length);
                expected = absorbed(expected, integer(point), bytes);
            }
            assertThat(integer(polynomial.value())).isEqualTo(expected);
        }
    }

    @Test
    void onesOnlyDoNotOverflowTheLazyReduction() {
        byte[] ones = new byte[1000];
        Arrays.fill(ones, (byte) -1);
        for (long low = -5; low < 3; low++) {
            Mersenne127 point = Mersenne127.of(Long.MAX_VALUE, low);
            Polynomial127 polynomial = new Polynomial127(point);
            polynomial.part(ones, 0, ones.length);
            assertThat(integer(polynomial.value()))
                    .isEqualTo(absorbed(BigInteger.ZERO, integer(point), ones));
        }
    }

    @Test
    void wordsAndBytesOfTheSameBitsGiveTheSameValue() {
        Mersenne127 point = Mersenne127.of(chance.nextLong(), chance.nextLong());
        for (int length = 0; length < 100; length++) {
            byte[] bytes = new byte[length];
            chance.nextBytes(bytes);
            BitString bits = BitString.ofBytes(8 * length, bytes);
            Polynomial127 ofBytes = new Polynomial127(point);
            Polynomial127 ofWords = new Polynomial127(point);
            ofBytes.part(bytes, 0, length);
            ofWords.part(bits.toWords(), 8 * length);
            assertThat(ofWords.value().sameAs(ofBytes.value())).isTrue();
        }
    }

    @Test
    void emptyPartsZerosAndCutsBetweenPartsAllCount() {
        Mersenne127 point = Mersenne127.of(chance.nextLong(), chance.nextLong());
        List<String> values = new ArrayList<>();
        for (List<String> message :
                List.of(
                        List.<String>of(),
                        List.of(""),
                        List.of("", ""),
                        List.of("\0"),
                        List.of("\0\0"),
                        List.of("ab"),
                        List.of("a", "b"),
                        List.of("", "ab"))) {
            Polynomial127 polynomial = new Polynomial127(point);
            for (String part : message) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                polynomial.part(bytes, 0, bytes.length);
            }
            values.add(integer(polynomial.value()).toString());
        }
        assertThat(values).doesNotHaveDuplicates();
    }

    @Test
    void roundTripsThroughBytesAndShowsNothing() {
        Mersenne127 element = Mersenne127.of(chance.nextLong(), chance.nextLong());

        assertThat(Mersenne127.ofBytes(element.toBytes(), 0).sameAs(element)).isTrue();
        assertThat(element.toString()).doesNotContain(Long.toString(element.low()));
    }

    @Test
    void chanceOfAForgeryOfOneMegabyteIsFarBelowTenToTheMinusThirty() {
        assertThat(Polynomial127.epsilon(Polynomial127.coefficients(8_000_000L))).isLessThan(1e-33);
    }

    private static BigInteger absorbed(BigInteger value, BigInteger point, byte[] bytes) {
        BigInteger sum = value.add(BigInteger.valueOf(8L * bytes.length + 1)).multiply(point);
        for (int from = 0; from < bytes.length; from += 15) {
            BigInteger piece = BigInteger.ZERO;
            for (int i = Math.min(bytes.length, from + 15) - 1; i >= from; i--) {
                piece = piece.shiftLeft(8).add(BigInteger.valueOf(bytes[i] & 0xFF));
            }
            sum = sum.add(piece).multiply(point).mod(PRIME);
        }
        return sum.mod(PRIME);
    }

    private static BigInteger integer(Mersenne127 element) {
        byte[] bytes = element.toBytes();
        BigInteger value = BigInteger.ZERO;
        for (int i = bytes.length - 1; i >= 0; i--) {
            value = value.shiftLeft(8).add(BigInteger.valueOf(bytes[i] & 0xFF));
        }
        return value;
    }
}
