package io.warifu.simulator.auth;

import io.warifu.simulator.universal.Mersenne127;
import io.warifu.simulator.universal.Polynomial127;

/**
 * The tag of one message: a polynomial hash under a secret point r, hidden by a one-time pad of 64
 * bits.
 *
 * <p>Header and payload are the two parts of a {@link Polynomial127}: each gives its length and its
 * blocks of 15 bytes as coefficients c_1 ... c_K. With p = 2^127 - 1:
 *
 * <pre>
 * h_r(m) = c_1 r^K + c_2 r^(K-1) + ... + c_K r   mod p
 * tag    = (h_r(m) + pad) mod 2^64
 * </pre>
 *
 * <p>Guarantee: whoever saw any number of messages with their tags, under one r and pads that are
 * uniform and never used twice, forges the tag of another message with probability at most (K + 1)
 * / 2^63, see {@link #forgingBound}. Proof (Wegman and Carter 1981 for hash plus pad; Bernstein's
 * argument for Poly1305 for the cut to 64 bits): the pads make the seen tags independent of r. For
 * another message under the same pad the forger must know h_r(m') - h_r(m) mod 2^64. For his guess
 * d that difference, as a whole number in (-p, p), is one of at most 2^64 numbers e; each makes
 * h_r(m') - h_r(m) - e a polynomial in r that is not constant, since different messages are
 * different polynomials without constant term, so at most K of the points are zeros of it. Of the
 * 2^127 equally likely keys (p itself counts as 0) at most 2^64 K + 1 are bad. Under a pad that was
 * not used the tag is uniform.
 *
 * <p>Limit: pads that are only almost uniform add their distance from uniform once for each message
 * (Abidin and Larsson 2011), so r is drawn anew for each session and direction. Each attempt at a
 * forgery counts once; the first one that fails ends the session.
 */
public final class WegmanCarterTag {

    public static final int TAG_BITS = 64;

    /** Secret bits of one hash key; the highest is not used. */
    public static final int HASH_KEY_BITS = 128;

    private WegmanCarterTag() {}

    /**
     * The probability of a forgery, at most, for a message of that many bytes behind its header.
     */
    public static double forgingBound(long payloadBytes) {
        long coefficients =
                Polynomial127.coefficients(8L * Binding.HEADER_BYTES)
                        + Polynomial127.coefficients(8L * payloadBytes);
        return Math.scalb((double) (coefficients + 1), 1 - TAG_BITS);
    }

    /** The secret point r. */
    static final class HashKey implements AutoCloseable {

        private long high;
        private long low;

        HashKey(long low, long high) {
            this.low = low;
            this.high = high;
        }

        @Override
        public void close() {
            low = 0;
            high = 0;
        }
    }

    static long of(HashKey key, byte[] header, byte[] payload, long pad) {
        Polynomial127 polynomial = new Polynomial127(Mersenne127.of(key.high, key.low));
        polynomial.part(header, 0, header.length);
        polynomial.part(payload, 0, payload.length);
        long hash = polynomial.value().low();
        polynomial.wipe();
        return hash + pad;
    }

    /** Compares in a time that does not depend on the tags. */
    static boolean same(long expected, long got) {
        return (expected ^ got) == 0;
    }
}
