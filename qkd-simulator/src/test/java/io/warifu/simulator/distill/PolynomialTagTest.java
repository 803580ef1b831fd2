package io.warifu.simulator.distill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.simulator.bits.BitString;
import java.math.BigInteger;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class PolynomialTagTest {

    private static final BigInteger PRIME = BigInteger.TWO.pow(61).subtract(BigInteger.ONE);

    @Test
    void refusesKeysThatAreTooLongAndPointsOutsideTheField() {
        assertThatThrownBy(() -> PolynomialTag.of(new BitString(PolynomialTag.MAX_KEY_BITS + 1), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PolynomialTag.of(new BitString(8), -1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PolynomialTag.of(new BitString(8), PRIME.longValueExact()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noticesEverySingleFlippedBit() {
        RandomGenerator chance = new SplittableRandom(3);
        BitString key = CascadeTest.random(2000, chance);
        long point = PolynomialTag.pointFrom(chance.nextLong());
        long tag = PolynomialTag.of(key, point);
        for (int i = 0; i < key.length(); i++) {
            key.flip(i);
            assertThat(PolynomialTag.of(key, point)).as("bit %d", i).isNotEqualTo(tag);
            key.flip(i);
        }
        assertThat(PolynomialTag.of(key, point)).isEqualTo(tag);
    }

    @Test
    void agreesWithBigIntegers() {
        RandomGenerator chance = new SplittableRandom(4);
        for (int trial = 0; trial < 50; trial++) {
            BitString key = CascadeTest.random(1 + chance.nextInt(700), chance);
            long point = PolynomialTag.pointFrom(chance.nextLong());
            assertThat(PolynomialTag.of(key, point)).isEqualTo(slowly(key, point));
        }
    }

    private static long slowly(BitString key, long point) {
        BigInteger at = BigInteger.valueOf(point);
        BigInteger sum = BigInteger.valueOf(key.length()).multiply(at).mod(PRIME);
        for (int start = 0; start < key.length(); start += 60) {
            BigInteger chunk = BigInteger.ZERO;
            for (int i = start; i < Math.min(start + 60, key.length()); i++) {
                chunk = key.get(i) ? chunk.setBit(i - start) : chunk;
            }
            sum = sum.add(chunk).multiply(at).mod(PRIME);
        }
        return sum.longValueExact();
    }
}
