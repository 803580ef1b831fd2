package io.warifu.simulator.universal;

/**
 * A message as a polynomial over the field of 2^127 - 1, evaluated at one point: the hash of Carter
 * and Wegman's family that both verification and authentication build on.
 *
 * <p>A message is a list of parts. Each part becomes a coefficient "length in bits + 1", then its
 * bits in pieces of {@value #PIECE_BITS}, the last one filled up with zeros. The value is {@code c1
 * r^K + ... + cK r}: no constant term, and the first coefficient is never zero, so different lists
 * of parts are different polynomials.
 *
 * <p>Guarantee: for two different messages of at most K coefficients and any field element d fixed
 * before the point, {@code value(a) - value(b) = d} holds with probability at most {@link
 * #epsilon}, (K + 1) / 2^127, over a point from 127 uniform bits. Hence, as in Poly1305, a tag that
 * is the value plus a one-time 128-bit pad modulo 2^128 is forged with no more than that
 * probability; of a pad and tag cut to t bits the chance is (K + 1) 2^(1 - t). Adding the pad by
 * exclusive or is not covered. No branch and no address depends on point or message.
 *
 * <p>Not safe for use by several threads.
 */
public final class Polynomial127 {

    /** Bits of one coefficient: whole bytes, so that bytes and words give the same value. */
    public static final int PIECE_BITS = 120;

    private static final int PIECE_BYTES = PIECE_BITS / 8;
    private static final long HIGH_PART = (1L << (PIECE_BITS - 64)) - 1;

    private final long pointHigh;
    private final long pointLow;
    private long high;
    private long low;

    public Polynomial127(Mersenne127 point) {
        this.pointHigh = point.high();
        this.pointLow = point.low();
    }

    /** How many coefficients a part of that many bits has. */
    public static long coefficients(long bits) {
        return 1 + (bits + PIECE_BITS - 1) / PIECE_BITS;
    }

    /** The collision probability of messages that have at most that many coefficients. */
    public static double epsilon(long coefficients) {
        return (coefficients + 1) * 0x1p-127;
    }

    /** Takes the next part of the message. */
    public void part(byte[] bytes, int from, int to) {
        if (from < 0 || to < from || to > bytes.length) {
            throw new IndexOutOfBoundsException("bytes " + from + " to " + to);
        }
        step(0, 8L * (to - from) + 1);
        int at = from;
        // Two overlapping words make fifteen bytes; sixteen must be there to be read.
        for (; at + Mersenne127.BYTES <= to; at += PIECE_BYTES) {
            long first = (long) Mersenne127.LITTLE_ENDIAN.get(bytes, at);
            long second = (long) Mersenne127.LITTLE_ENDIAN.get(bytes, at + Long.BYTES);
            step(second & HIGH_PART, first);
        }
        for (; at < to; at += PIECE_BYTES) {
            long lowPart = 0;
            long highPart = 0;
            for (int i = 0; i < PIECE_BYTES && at + i < to; i++) {
                long value = bytes[at + i] & 0xFFL;
                if (i < Long.BYTES) {
                    lowPart |= value << (8 * i);
                } else {
                    highPart |= value << (8 * (i - Long.BYTES));
                }
            }
            step(highPart, lowPart);
        }
    }

    /** Takes the next part: the first {@code bits} bits of {@code words}, zero past the end. */
    public void part(long[] words, int bits) {
        if (bits < 0 || words.length < (bits + 63) >>> 6) {
            throw new IndexOutOfBoundsException(bits + " bits of " + words.length + " words");
        }
        step(0, bits + 1L);
        for (int bit = 0; bit < bits; bit += PIECE_BITS) {
            int word = bit >>> 6;
            int shift = bit & 63;
            long first = words[word];
            long second = word + 1 < words.length ? words[word + 1] : 0;
            long third = word + 2 < words.length ? words[word + 2] : 0;
            // A shift by 64 in two steps, because Java takes shift counts modulo 64.
            step(
                    ((second >>> shift) | (third << 1 << (63 - shift))) & HIGH_PART,
                    (first >>> shift) | (second << 1 << (63 - shift)));
        }
    }

    public Mersenne127 value() {
        return Mersenne127.canonical(high, low);
    }

    /** Forgets what was taken in. */
    public void wipe() {
        high = 0;
        low = 0;
    }

    /** Adds a coefficient below 2^127 and multiplies by the point. */
    void step(long coefficientHigh, long coefficientLow) {
        // The sum of two numbers up to 2^127 fits into 128 bits; folded, it is at most 2^127.
        long addedLow = low + coefficientLow;
        long addedHigh = high + coefficientHigh + Mersenne127.carry(low, coefficientLow, addedLow);
        long top = addedHigh >>> 63;
        long a0 = addedLow + top;
        long a1 = (addedHigh & Long.MAX_VALUE) + Mersenne127.carry(addedLow, top, a0);

        long low00 = a0 * pointLow;
        long high00 = Math.unsignedMultiplyHigh(a0, pointLow);
        // The two middle products are below 2^127 each, for a1 = 2^63 comes only with a0 = 0.
        long cross = a0 * pointHigh;
        long crossed = a1 * pointLow;
        long m0 = cross + crossed;
        long m1 =
                Math.unsignedMultiplyHigh(a0, pointHigh)
                        + Math.unsignedMultiplyHigh(a1, pointLow)
                        + Mersenne127.carry(cross, crossed, m0);
        // The product of the high words counts twice, as 2^128 = 2; so does what the middle spills.
        long low11 = a1 * pointHigh;
        long y0 = low11 + m1;
        long y1 = Math.unsignedMultiplyHigh(a1, pointHigh) + Mersenne127.carry(low11, m1, y0);
        long doubledHigh = (y1 << 1) | (y0 >>> 63);
        long doubledLow = (y0 << 1) + (doubledHigh >>> 63);
        long spill = Mersenne127.carry(y0 << 1, doubledHigh >>> 63, doubledLow);
        doubledHigh = (doubledHigh & Long.MAX_VALUE) + spill;

        long x1 = high00 + m0;
        long twice = Mersenne127.carry(high00, m0, x1) << 1;
        long x0 = low00 + (x1 >>> 63);
        x1 = (x1 & Long.MAX_VALUE) + Mersenne127.carry(low00, x1 >>> 63, x0);

        // At most 2^127 and 2^127 - 1; a carry out of the middle leaves x far smaller.
        long s0 = x0 + twice;
        long s1 = x1 + Mersenne127.carry(x0, twice, s0);
        long r0 = s0 + doubledLow;
        long r1 = s1 + doubledHigh + Mersenne127.carry(s0, doubledLow, r0);
        low = r0 + (r1 >>> 63);
        high = (r1 & Long.MAX_VALUE) + Mersenne127.carry(r0, r1 >>> 63, low);
    }
}
