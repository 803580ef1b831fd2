package io.warifu.simulator.universal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * An element of the field of integers modulo the prime 2^127 - 1, always in its smallest
 * non-negative form.
 *
 * <p>Guarantee: no branch and no memory address depends on a value, so time tells nothing about a
 * secret element. It may be a secret: it prints nothing, and compares by {@link #sameAs}.
 *
 * <p>Limit: immutable, hence not wiped; whoever needs that keeps the bytes and makes the element
 * when it is used.
 */
public final class Mersenne127 {

    /** Length of the little-endian form. */
    public static final int BYTES = 16;

    static final VarHandle LITTLE_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long high;
    private final long low;

    private Mersenne127(long high, long low) {
        this.high = high;
        this.low = low;
    }

    /**
     * The element out of 128 bits, of which the highest is ignored. From uniform bits every element
     * comes with probability 2^-127, except zero, which comes with 2^-126.
     */
    public static Mersenne127 of(long high, long low) {
        return canonical(high & Long.MAX_VALUE, low);
    }

    /** As {@link #of(long, long)} from {@value #BYTES} bytes in little-endian order. */
    public static Mersenne127 ofBytes(byte[] bytes, int from) {
        return of(
                (long) LITTLE_ENDIAN.get(bytes, from + Long.BYTES),
                (long) LITTLE_ENDIAN.get(bytes, from));
    }

    public long low() {
        return low;
    }

    /** Below 2^63. */
    public long high() {
        return high;
    }

    public byte[] toBytes() {
        byte[] bytes = new byte[BYTES];
        LITTLE_ENDIAN.set(bytes, 0, low);
        LITTLE_ENDIAN.set(bytes, Long.BYTES, high);
        return bytes;
    }

    public Mersenne127 plus(Mersenne127 other) {
        long sumLow = low + other.low;
        return canonical(high + other.high + carry(low, other.low, sumLow), sumLow);
    }

    public Mersenne127 times(Mersenne127 other) {
        Polynomial127 product = new Polynomial127(other);
        product.step(high, low);
        return product.value();
    }

    /** Equality in a time that does not depend on the values. */
    public boolean sameAs(Mersenne127 other) {
        return ((low ^ other.low) | (high ^ other.high)) == 0;
    }

    @Override
    public String toString() {
        return "Mersenne127[not shown]";
    }

    /** The smallest form of any 128-bit number. */
    static Mersenne127 canonical(long high, long low) {
        // Folding by 2^127 = 1 leaves at most 2^127; then the prime goes off once if it can.
        long top = high >>> 63;
        long foldedLow = low + top;
        long folded = (high & Long.MAX_VALUE) + carry(low, top, foldedLow);
        long nextLow = foldedLow + 1;
        long next = folded + carry(foldedLow, 1, nextLow);
        long reduce = -(next >>> 63);
        return new Mersenne127(
                (next & Long.MAX_VALUE & reduce) | (folded & ~reduce),
                (nextLow & reduce) | (foldedLow & ~reduce));
    }

    /** The carry out of {@code a + b = sum}, 0 or 1, without a branch. */
    static long carry(long a, long b, long sum) {
        return ((a & b) | ((a | b) & ~sum)) >>> 63;
    }
}
