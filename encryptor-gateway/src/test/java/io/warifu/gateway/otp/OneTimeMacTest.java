package io.warifu.gateway.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class OneTimeMacTest {

    private static Gf128 element(String hex) {
        return Gf128.of(HexFormat.of().parseHex(hex), 0);
    }

    @Test
    void multipliesAsIntegersWithoutCarriesModuloThePolynomial() {
        // Products by another program.
        assertThat(
                        element("4e1195df020de59e0d65a33a4279f118")
                                .times(element("c02c0b965e023abee808f2b548d8d519")))
                .isEqualTo(element("a378ea34cd52a80e45b96ce6bd373656"));
        assertThat(element("80" + "00".repeat(15)).times(new Gf128(0, 2)))
                .isEqualTo(new Gf128(0, 0x87));
        assertThat(element("ff".repeat(16)).times(element("ff".repeat(16))))
                .isEqualTo(element("5555555555555555555555555555402f"));
    }

    @Test
    void isAField() {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        Gf128 one = new Gf128(0, 1);
        for (int i = 0; i < 200; i++) {
            Gf128 a = new Gf128(random.nextLong(), random.nextLong());
            Gf128 b = new Gf128(random.nextLong(), random.nextLong());
            Gf128 c = new Gf128(random.nextLong(), random.nextLong());
            assertThat(a.times(b)).isEqualTo(b.times(a));
            assertThat(a.times(b).times(c)).isEqualTo(a.times(b.times(c)));
            assertThat(a.times(b.plus(c))).isEqualTo(a.times(b).plus(a.times(c)));
            assertThat(a.times(one)).isEqualTo(a);
            // a^(2^128 - 2) is the inverse: square and multiply, 127 times.
            Gf128 power = one;
            Gf128 square = a;
            for (int bit = 1; bit < 128; bit++) {
                square = square.times(square);
                power = power.times(square);
            }
            assertThat(a.times(power)).isEqualTo(one);
        }
    }

    @Test
    void changesWithEveryBitOfHeadAndBody() {
        byte[] key = new byte[32];
        RandomGenerator.of("L64X128MixRandom").nextBytes(key);
        byte[] head = new byte[21];
        byte[] body = new byte[33];
        byte[] tag = OneTimeMac.tag(key, head, body);
        for (byte[] part : new byte[][] {head, body}) {
            for (int bit = 0; bit < part.length * 8; bit++) {
                part[bit / 8] ^= (byte) (1 << bit % 8);
                assertThat(OneTimeMac.matches(key, head, body, tag)).isFalse();
                part[bit / 8] ^= (byte) (1 << bit % 8);
            }
        }
        assertThat(OneTimeMac.matches(key, head, body, tag)).isTrue();
    }

    @Test
    void tellsFillingFromZerosAndHeadFromBody() {
        byte[] key = new byte[32];
        key[5] = 1;
        assertThat(OneTimeMac.tag(key, new byte[1], new byte[16]))
                .isNotEqualTo(OneTimeMac.tag(key, new byte[2], new byte[16]))
                .isNotEqualTo(OneTimeMac.tag(key, new byte[16], new byte[1]))
                .isNotEqualTo(OneTimeMac.tag(key, new byte[1], new byte[15]));
    }

    @Test
    void takesNoOtherKeyThanOneOf32Bytes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OneTimeMac.tag(new byte[16], new byte[0], new byte[0]));
    }
}
