package io.warifu.simulator.amplify;

import io.warifu.simulator.bits.BitString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The product by a number-theoretic transform modulo the prime 2^64 - 2^32 + 1.
 *
 * <p>Exact: the sums are integers below 2^31, far below the prime. The fallback where the rounding
 * of {@link FourierEngine} is in doubt, and the oracle of its tests; slower. Memory: 20 bytes per
 * seed bit, rounded up to a power of two. No branch and no address depends on a key bit.
 */
final class NumberEngine implements Engine {

    private static final long PRIME = 0xFFFF_FFFF_0000_0001L;

    /** 2^64 modulo the prime. */
    private static final long EPSILON = 0xFFFF_FFFFL;

    /** Generates the multiplicative group. */
    private static final long GENERATOR = 7;

    @Override
    public List<long[]> products(Shape shape, long[] seed, List<long[]> columns) {
        int size = Math.max(2, Integer.highestOneBit(2 * shape.seedBits() - 1));
        long[] roots = roots(size);
        long[] spectrum = new long[size];
        spread(seed, shape.seedBits(), spectrum);
        forward(spectrum, roots);
        // The inverse scales by the size; taken off here, once.
        long scale = power(size, PRIME - 2);
        for (int i = 0; i < size; i++) {
            spectrum[i] = times(spectrum[i], scale);
        }
        long[] values = new long[size];
        List<long[]> products = new ArrayList<>();
        for (long[] column : columns) {
            Arrays.fill(values, 0);
            spread(column, shape.columnBits(), values);
            forward(values, roots);
            for (int i = 0; i < size; i++) {
                values[i] = times(values[i], spectrum[i]);
            }
            inverse(values, roots);
            products.add(window(values, shape));
        }
        Arrays.fill(values, 0);
        return products;
    }

    private static void spread(long[] words, int bits, long[] values) {
        for (int i = 0; i < bits; i++) {
            values[i] = (words[i >>> 6] >>> (i & 63)) & 1;
        }
    }

    /** What wraps around in the cyclic product lands before the window. */
    private static long[] window(long[] values, Shape shape) {
        long[] product = new long[BitString.wordsFor(shape.rowBits())];
        for (int i = 0; i < shape.rowBits(); i++) {
            product[i >>> 6] |= (values[shape.columnBits() - 1 + i] & 1) << (i & 63);
        }
        return product;
    }

    /** The powers 0 to size / 2 of a root of unity of order {@code size}. */
    private static long[] roots(int size) {
        long root = power(GENERATOR, Long.divideUnsigned(PRIME - 1, size));
        long[] roots = new long[size / 2];
        roots[0] = 1;
        for (int i = 1; i < roots.length; i++) {
            roots[i] = times(roots[i - 1], root);
        }
        return roots;
    }

    /** Natural order in, bit-reversed order out. */
    private static void forward(long[] values, long[] roots) {
        for (int half = values.length / 2; half >= 1; half >>= 1) {
            int stride = roots.length / half;
            for (int from = 0; from < values.length; from += 2 * half) {
                for (int j = 0; j < half; j++) {
                    long a = values[from + j];
                    long b = values[from + half + j];
                    values[from + j] = plus(a, b);
                    values[from + half + j] = times(minus(a, b), roots[j * stride]);
                }
            }
        }
    }

    /** Bit-reversed order in, natural order out, times the size. */
    private static void inverse(long[] values, long[] roots) {
        for (int half = 1; half < values.length; half <<= 1) {
            int stride = roots.length / half;
            for (int from = 0; from < values.length; from += 2 * half) {
                for (int j = 0; j < half; j++) {
                    // The inverse of root^e is -root^(size / 2 - e); for e = 0 it is 1.
                    long root = j == 0 ? 1 : minus(0, roots[roots.length - j * stride]);
                    long a = values[from + j];
                    long b = times(values[from + half + j], root);
                    values[from + j] = plus(a, b);
                    values[from + half + j] = minus(a, b);
                }
            }
        }
    }

    private static long power(long base, long exponent) {
        long result = 1;
        long square = base;
        for (long left = exponent; left != 0; left >>>= 1) {
            if ((left & 1) == 1) {
                result = times(result, square);
            }
            square = times(square, square);
        }
        return result;
    }

    /** All-ones if {@code a + b = sum} carried. */
    private static long carried(long a, long b, long sum) {
        return ((a & b) | ((a | b) & ~sum)) >> 63;
    }

    /** All-ones if {@code a - b = difference} borrowed. */
    private static long borrowed(long a, long b, long difference) {
        return ((~a & b) | ((~a | b) & difference)) >> 63;
    }

    private static long reduced(long value) {
        long less = value - PRIME;
        return less + (PRIME & borrowed(value, PRIME, less));
    }

    static long plus(long a, long b) {
        long sum = a + b;
        return reduced(sum + (EPSILON & carried(a, b, sum)));
    }

    static long minus(long a, long b) {
        long difference = a - b;
        return difference + (PRIME & borrowed(a, b, difference));
    }

    static long times(long a, long b) {
        long low = a * b;
        long high = Math.unsignedMultiplyHigh(a, b);
        // 2^96 = -1 and 2^64 = 2^32 - 1 modulo the prime.
        long top = high >>> 32;
        long less = low - top;
        less -= EPSILON & borrowed(low, top, less);
        long middle = (high & EPSILON) * EPSILON;
        long sum = less + middle;
        return reduced(sum + (EPSILON & carried(less, middle, sum)));
    }
}
