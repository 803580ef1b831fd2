package io.warifu.gateway.otp;

import java.nio.ByteBuffer;

/**
 * An element of GF(2^128) modulo x^128 + x^7 + x^2 + x + 1; the first bit of the sixteen bytes is
 * the coefficient of x^127, so that bytes and bits read like a number.
 *
 * <p>Guarantee: {@link #times} takes the same steps for all values: no branch and no table depends
 * on them. This order of bits is not that of GCM.
 */
record Gf128(long high, long low) {

    static final int BYTES = 16;
    static final Gf128 ZERO = new Gf128(0, 0);

    private static final long REDUCTION = 0x87;

    static Gf128 of(byte[] bytes, int offset) {
        ByteBuffer in = ByteBuffer.wrap(bytes, offset, BYTES);
        return new Gf128(in.getLong(), in.getLong());
    }

    byte[] toBytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    }

    Gf128 plus(Gf128 other) {
        return new Gf128(high ^ other.high, low ^ other.low);
    }

    Gf128 times(Gf128 other) {
        long h = 0;
        long l = 0;
        for (int bit = 127; bit >= 0; bit--) {
            long carried = -(h >>> 63);
            h = (h << 1) | (l >>> 63);
            l = (l << 1) ^ (carried & REDUCTION);
            long word = bit >= Long.SIZE ? other.high : other.low;
            long wanted = -((word >>> bit) & 1);
            h ^= high & wanted;
            l ^= low & wanted;
        }
        return new Gf128(h, l);
    }

    /** Its numbers are secret. */
    @Override
    public String toString() {
        return "Gf128";
    }
}
