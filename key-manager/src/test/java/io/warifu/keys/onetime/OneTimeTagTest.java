package io.warifu.keys.onetime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneTimeTagTest {

    private static final BigInteger MODULUS =
            BigInteger.TWO.pow(130).subtract(BigInteger.valueOf(5));

    @Test
    void refusesAKeyOfAnotherLength() {
        assertThatThrownBy(() -> OneTimeTag.compute(new byte[16], new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesEveryFlippedBitOfMessageAndTag() {
        byte[] key = random(7, 32);
        byte[] message = random(8, 50);
        byte[] tag = OneTimeTag.compute(key, message);
        for (int bit = 0; bit < message.length * 8; bit++) {
            byte[] altered = message.clone();
            altered[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(OneTimeTag.matches(key, altered, tag)).isFalse();
        }
        for (int bit = 0; bit < tag.length * 8; bit++) {
            byte[] altered = tag.clone();
            altered[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(OneTimeTag.matches(key, message, altered)).isFalse();
        }
        assertThat(OneTimeTag.matches(key, message, tag)).isTrue();
    }

    // RFC 8439, section 2.5.2 and appendix A.3.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "section 2.5.2, 85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b,"
                + " 43727970746f6772617068696320466f72756d2052657365617263682047726f7570,"
                + " a8061dc1305136c6c22b8baf0c0127a9",
        "A.3 vector 7, 0200000000000000000000000000000000000000000000000000000000000000,"
                + " ffffffffffffffffffffffffffffffff, 03000000000000000000000000000000",
        "A.3 vector 8, 02000000000000000000000000000000ffffffffffffffffffffffffffffffff,"
                + " 02000000000000000000000000000000, 03000000000000000000000000000000",
        "A.3 vector 9, 0100000000000000000000000000000000000000000000000000000000000000,"
                + " fffffffffffffffffffffffffffffffff0ffffffffffffffffffffffffffffff"
                + "11000000000000000000000000000000, 05000000000000000000000000000000",
        "A.3 vector 10, 0100000000000000000000000000000000000000000000000000000000000000,"
                + " fffffffffffffffffffffffffffffffffbfefefefefefefefefefefefefefefe"
                + "01010101010101010101010101010101, 00000000000000000000000000000000",
        "A.3 vector 11, 0200000000000000000000000000000000000000000000000000000000000000,"
                + " fdffffffffffffffffffffffffffffff, faffffffffffffffffffffffffffffff"
    })
    void givesThePublishedTag(String name, String key, String message, String tag) {
        HexFormat hex = HexFormat.of();
        assertThat(OneTimeTag.compute(hex.parseHex(key), hex.parseHex(message)))
                .as(name)
                .isEqualTo(hex.parseHex(tag));
    }

    @Test
    void agreesWithThePlainDefinitionForEveryLengthUpTo100() {
        for (int length = 0; length <= 100; length++) {
            byte[] key = random(length, 32);
            if (length % 3 == 0) {
                Arrays.fill(key, 0, 16, (byte) 0xff);
            }
            byte[] message = random(1000 + length, length);
            if (length % 2 == 0) {
                Arrays.fill(message, (byte) 0xff);
            }
            assertThat(OneTimeTag.compute(key, message)).isEqualTo(plainDefinition(key, message));
        }
    }

    private static byte[] plainDefinition(byte[] key, byte[] message) {
        BigInteger r =
                number(key, 0, 16).and(new BigInteger("0ffffffc0ffffffc0ffffffc0fffffff", 16));
        BigInteger sum = BigInteger.ZERO;
        for (int at = 0; at < message.length; at += 16) {
            int length = Math.min(16, message.length - at);
            BigInteger block =
                    number(message, at, length).add(BigInteger.ONE.shiftLeft(8 * length));
            sum = sum.add(block).multiply(r).mod(MODULUS);
        }
        BigInteger tag = sum.add(number(key, 16, 16));
        byte[] bytes = new byte[16];
        for (int i = 0; i < 16; i++) {
            bytes[i] = tag.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }

    private static BigInteger number(byte[] bytes, int from, int length) {
        byte[] bigEndian = new byte[length];
        for (int i = 0; i < length; i++) {
            bigEndian[length - 1 - i] = bytes[from + i];
        }
        return new BigInteger(1, bigEndian);
    }

    private static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }
}
