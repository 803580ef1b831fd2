package io.warifu.simulator.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.simulator.bits.BitString;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.PayloadReader;
import io.warifu.simulator.universal.Mersenne127;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class VerificationTest {

    private static final int KEY_BITS = 1 << 14;
    private static final int TRIALS = 100_000;
    private static final int TEST_TAG_MASK = 0xFFFF;

    private final SplittableRandom chance = new SplittableRandom(6);

    @Test
    void equalKeysPassAndOneFlippedBitIsRejectedWhereverItLies() throws ChannelException {
        BitString key = randomKey(KEY_BITS);
        assertThat(passes(key, key)).isTrue();
        for (int bit = 0; bit < KEY_BITS; bit += 61) {
            assertThat(passes(key, withFlipped(key, bit))).isFalse();
        }
    }

    @Test
    void aTagOfSixteenBitsLetsAboutOneInSixtyFiveThousandPass() {
        BitString key = randomKey(1 << 10);
        int passed = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            Mersenne127 point = Mersenne127.of(chance.nextLong(), chance.nextLong());
            long ofAlice = Verification.value(key, point).low();
            BitString other = withFlipped(key, chance.nextInt(key.length()));
            long ofBob = Verification.value(other, point).low();
            passed += ((ofAlice ^ ofBob) & TEST_TAG_MASK) == 0 ? 1 : 0;
        }
        // 1.5 are expected; more than 7 come once in ten thousand times.
        assertThat(passed).isLessThanOrEqualTo(7);
    }

    private boolean passes(BitString alice, BitString bob) throws ChannelException {
        return Verification.holds(
                bob, new PayloadReader(Verification.challenge(alice, chance).toBytes()));
    }

    private static BitString withFlipped(BitString key, int bit) {
        BitString other = BitString.ofWords(key.length(), key.toWords());
        other.flip(bit);
        return other;
    }

    private BitString randomKey(int bits) {
        long[] words = new long[BitString.wordsFor(bits)];
        for (int i = 0; i < words.length; i++) {
            words[i] = chance.nextLong();
        }
        return BitString.ofWords(bits, words);
    }
}
