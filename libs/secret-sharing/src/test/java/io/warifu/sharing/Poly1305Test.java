package io.warifu.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Poly1305Test {

    private static final BigInteger P = BigInteger.TWO.pow(130).subtract(BigInteger.valueOf(5));

    /** RFC 8439, section 2.5.2. */
    @Test
    void givesThePublishedTag() {
        byte[] key =
                HexFormat.of()
                        .parseHex(
                                "85d6be7857556d337f4452fe42d506a8"
                                        + "0103808afb0db2fd4abff6af4149f51b");
        try (Poly1305 poly = new Poly1305(key)) {
            poly.part("Cryptographic Forum Research Group".getBytes(StandardCharsets.US_ASCII));
            assertThat(poly.tag())
                    .isEqualTo(HexFormat.of().parseHex("a8061dc1305136c6c22b8baf0c0127a9"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void agreesWithBigIntegersInWhateverParts(boolean lanes) {
        Random random = new Random(20261126);
        for (int trial = 0; trial < 1_000; trial++) {
            byte[] key = new byte[32];
            byte[] message = new byte[random.nextInt(trial % 4 == 0 ? 2_000 : 200)];
            random.nextBytes(key);
            random.nextBytes(message);
            if (trial % 3 == 0) {
                // All bits set is where carries go furthest.
                Arrays.fill(message, (byte) 0xFF);
                Arrays.fill(key, 0, trial % 2 == 0 ? 16 : 32, (byte) 0xFF);
            }
            int cut = message.length == 0 ? 0 : random.nextInt(message.length);
            try (Poly1305 poly = new Poly1305(key, lanes)) {
                poly.part(Arrays.copyOf(message, cut));
                poly.part(Arrays.copyOfRange(message, cut, message.length));
                assertThat(poly.tag()).as("trial %d", trial).isEqualTo(slowly(key, message));
            }
        }
    }

    /** Hashes that come out between p and 2^130, where the last subtraction decides. */
    @Test
    void reducesWhatLiesJustAboveTheModulus() {
        byte[] key = new byte[32];
        key[0] = 1;
        for (int i = 0; i < 64; i++) {
            byte[] message = new byte[48];
            Arrays.fill(message, 0, 16, (byte) 0xFF);
            Arrays.fill(message, 16, 32, (byte) 0xFF);
            Arrays.fill(message, 32, 48, (byte) 0xFF);
            message[32] = (byte) (0xC0 + i);
            try (Poly1305 poly = new Poly1305(key)) {
                poly.part(message);
                assertThat(poly.tag()).isEqualTo(slowly(key, message));
            }
        }
    }

    private static byte[] slowly(byte[] key, byte[] message) {
        BigInteger clamp = new BigInteger("0ffffffc0ffffffc0ffffffc0fffffff", 16);
        BigInteger r = number(Arrays.copyOf(key, 16)).and(clamp);
        BigInteger s = number(Arrays.copyOfRange(key, 16, 32));
        BigInteger hash = BigInteger.ZERO;
        for (int at = 0; at < message.length; at += 16) {
            byte[] block = Arrays.copyOfRange(message, at, Math.min(at + 16, message.length));
            BigInteger closed = number(block).add(BigInteger.ONE.shiftLeft(8 * block.length));
            hash = hash.add(closed).multiply(r).mod(P);
        }
        BigInteger tag = hash.add(s);
        byte[] bytes = new byte[16];
        for (int i = 0; i < 16; i++) {
            bytes[i] = tag.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }

    private static BigInteger number(byte[] littleEndian) {
        BigInteger number = BigInteger.ZERO;
        for (int i = littleEndian.length - 1; i >= 0; i--) {
            number = number.shiftLeft(8).or(BigInteger.valueOf(littleEndian[i] & 0xFF));
        }
        return number;
    }
}
