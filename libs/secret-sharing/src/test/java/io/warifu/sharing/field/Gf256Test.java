package io.warifu.sharing.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class Gf256Test {

    @Test
    void zeroHasNoInverse() {
        assertThatThrownBy(() -> Gf256.inverse(0)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Gf256.divide(7, 0)).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest(name = "{0} * {1} = {2}")
    @CsvFileSource(resources = "products-11d.csv", numLinesToSkip = 5)
    void multipliesAsPublished(int a, int b, int product) {
        assertThat(Gf256.multiply(a, b)).isEqualTo(product);
        assertThat(Gf256.divide(product, b)).isEqualTo(a);
    }

    @Test
    void multiplicationCommutesAndDistributesOverAllPairs() {
        for (int a = 0; a < Gf256.ORDER; a++) {
            for (int b = 0; b < Gf256.ORDER; b++) {
                int product = Gf256.multiply(a, b);
                assertThat(product).isBetween(0, 255).isEqualTo(Gf256.multiply(b, a));
                assertThat(Gf256.multiply(a, b ^ 0x5A))
                        .isEqualTo(product ^ Gf256.multiply(a, 0x5A));
            }
        }
    }

    @Test
    void multiplicationAssociates() {
        for (int a = 1; a < Gf256.ORDER; a += 7) {
            for (int b = 1; b < Gf256.ORDER; b += 5) {
                for (int c = 1; c < Gf256.ORDER; c += 3) {
                    assertThat(Gf256.multiply(Gf256.multiply(a, b), c))
                            .isEqualTo(Gf256.multiply(a, Gf256.multiply(b, c)));
                }
            }
        }
    }

    @Test
    void everyElementButZeroHasAnInverse() {
        for (int a = 1; a < Gf256.ORDER; a++) {
            assertThat(Gf256.multiply(a, Gf256.inverse(a))).isEqualTo(1);
        }
    }

    @Test
    void twoGeneratesAllElementsButZero() {
        boolean[] seen = new boolean[Gf256.ORDER];
        for (int exponent = 0; exponent < 255; exponent++) {
            int element = Gf256.power(2, exponent);
            assertThat(seen[element]).as("2^%d", exponent).isFalse();
            seen[element] = true;
        }
        assertThat(seen[0]).isFalse();
        assertThat(Gf256.power(2, 255)).isEqualTo(1);
    }
}
