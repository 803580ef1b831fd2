package io.warifu.simulator.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.warifu.simulator.auth.WegmanCarterTag.HashKey;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class WegmanCarterTagTest {

    private static final SessionId SESSION = new SessionId(new UUID(1, 2), new UUID(3, 4));
    private static final Binding BINDING = new Binding(2, 10, 5, 6);
    private static final byte[] PAYLOAD = {1, 2, 3};
    private static final long PAD = 0x0123456789abcdefL;

    private final HashKey key = new HashKey(0x1122334455667788L, 0x0fedcba987654321L);

    @Test
    void theSameMessageInTheOtherDirectionHasAnotherTag() {
        assertThat(tag(BINDING, Lane.BOB_TO_ALICE, SESSION, 64, PAYLOAD)).isNotEqualTo(usual());
    }

    @Test
    void everythingThatIsBoundChangesTheTag() {
        assertThat(
                        new long[] {
                            usual(),
                            tag(new Binding(3, 10, 5, 6), PAYLOAD),
                            tag(new Binding(2, 11, 5, 6), PAYLOAD),
                            tag(new Binding(2, 10, 6, 6), PAYLOAD),
                            tag(new Binding(2, 10, 5, 7), PAYLOAD),
                            tag(BINDING, new byte[] {1, 2, 3, 0}),
                            tag(BINDING, new byte[] {1, 2}),
                            tag(BINDING, Lane.ALICE_TO_BOB, SESSION, 128, PAYLOAD),
                            tag(
                                    BINDING,
                                    Lane.ALICE_TO_BOB,
                                    SESSION.answeredWith(new UUID(9, 9)),
                                    64,
                                    PAYLOAD),
                            tag(
                                    BINDING,
                                    Lane.ALICE_TO_BOB,
                                    SessionId.proposed(new UUID(1, 2)),
                                    64,
                                    PAYLOAD)
                        })
                .doesNotHaveDuplicates();
    }

    @Test
    void everyFlippedBitChangesTheTag() {
        byte[] payload = new byte[100];
        new SplittableRandom(1).nextBytes(payload);
        long before = tag(BINDING, payload);
        for (int bit = 0; bit < 800; bit++) {
            payload[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(tag(BINDING, payload)).isNotEqualTo(before);
            payload[bit / 8] ^= (byte) (1 << (bit % 8));
        }
    }

    @Test
    void isThePolynomialByDefinitionPlusThePad() {
        SplittableRandom random = new SplittableRandom(2);
        BigInteger prime = BigInteger.TWO.pow(127).subtract(BigInteger.ONE);
        for (int length : new int[] {0, 1, 14, 15, 16, 29, 30, 31, 1000}) {
            byte[] payload = new byte[length];
            random.nextBytes(payload);
            long low = random.nextLong();
            long high = random.nextLong();
            BigInteger r =
                    unsigned(high & Long.MAX_VALUE).shiftLeft(64).add(unsigned(low)).mod(prime);
            byte[] header = BINDING.header(Lane.ALICE_TO_BOB, SESSION, 64, length);
            BigInteger sum = BigInteger.ZERO;
            for (byte[] part : new byte[][] {header, payload}) {
                sum = sum.add(BigInteger.valueOf(8L * part.length + 1)).multiply(r).mod(prime);
                for (int at = 0; at < part.length; at += 15) {
                    byte[] block = Arrays.copyOfRange(part, at, Math.min(at + 15, part.length));
                    sum = sum.add(littleEndian(block)).multiply(r).mod(prime);
                }
            }
            assertThat(WegmanCarterTag.of(new HashKey(low, high), header, payload, PAD))
                    .isEqualTo(sum.longValue() + PAD);
        }
    }

    @Test
    void theForgingBoundGrowsWithTheBlocksAndIsTinyForTheLongestMessage() {
        // Header: length and 5 blocks. Payload: length and 1 block. One more for the constant.
        assertThat(WegmanCarterTag.forgingBound(15)).isEqualTo(9 / Math.pow(2, 63));
        assertThat(WegmanCarterTag.forgingBound(1_000_000)).isCloseTo(7.2e-15, within(1e-16));
        assertThat(WegmanCarterTag.forgingBound(16 << 20)).isLessThan(1.3e-13);
    }

    @Test
    void aWipedKeyIsZero() {
        key.close();
        byte[] header = BINDING.header(Lane.ALICE_TO_BOB, SESSION, 64, 3);
        assertThat(WegmanCarterTag.of(key, header, PAYLOAD, 7)).isEqualTo(7);
    }

    private long usual() {
        return tag(BINDING, PAYLOAD);
    }

    private long tag(Binding binding, byte[] payload) {
        return tag(binding, Lane.ALICE_TO_BOB, SESSION, 64, payload);
    }

    private long tag(Binding binding, Lane lane, SessionId id, long offset, byte[] payload) {
        byte[] header = binding.header(lane, id, offset, payload.length);
        return WegmanCarterTag.of(key, header, payload, PAD);
    }

    private static BigInteger littleEndian(byte[] block) {
        byte[] bigEndian = new byte[block.length];
        for (int i = 0; i < block.length; i++) {
            bigEndian[i] = block[block.length - 1 - i];
        }
        return new BigInteger(1, bigEndian);
    }

    private static BigInteger unsigned(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }
}
