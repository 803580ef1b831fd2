package io.warifu.simulator.session;

import io.warifu.simulator.bits.BitString;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.PayloadReader;
import io.warifu.simulator.channel.PayloadWriter;
import io.warifu.simulator.universal.Mersenne127;
import io.warifu.simulator.universal.Polynomial127;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The comparison of the corrected keys: Alice draws a point of the field of 2^127 - 1 and tells it
 * with the value of her key as a polynomial there. Different keys of n bits have the same value at
 * no more than a share of (n / 120 + 2) 2^-127 of all points: below 1e-33 for the longest block.
 *
 * <p>VERIFY (Alice): 16 bytes point, 16 bytes value, both little-endian.
 */
final class Verification {

    static final String HASH = "POLYNOMIAL_2^127-1";

    /** Bits that the value tells about the key. */
    static final int TAG_BITS = 127;

    private Verification() {}

    static PayloadWriter challenge(BitString key, RandomGenerator chance) {
        Mersenne127 point = Mersenne127.of(chance.nextLong(), chance.nextLong());
        return new PayloadWriter().putRaw(point.toBytes()).putRaw(value(key, point).toBytes());
    }

    static boolean holds(BitString key, PayloadReader challenge) throws ChannelException {
        Mersenne127 point = Mersenne127.ofBytes(challenge.getRaw(Mersenne127.BYTES), 0);
        Mersenne127 hers = Mersenne127.ofBytes(challenge.getRaw(Mersenne127.BYTES), 0);
        challenge.end();
        return value(key, point).sameAs(hers);
    }

    /** The tag of a key: its value as a polynomial at {@code point}. */
    static Mersenne127 value(BitString key, Mersenne127 point) {
        long[] words = key.toWords();
        Polynomial127 polynomial = new Polynomial127(point);
        polynomial.part(words, key.length());
        Arrays.fill(words, 0);
        return polynomial.value();
    }
}
