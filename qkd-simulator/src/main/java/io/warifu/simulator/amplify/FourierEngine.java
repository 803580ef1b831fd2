package io.warifu.simulator.amplify;

import io.warifu.simulator.amplify.Butterflies.Bits;
import io.warifu.simulator.amplify.Butterflies.Span;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The product by a Fourier transform of doubles.
 *
 * <p>Seed and key are polynomials with coefficients 0 and 1, multiplied modulo {@code X^2M + 1},
 * with 2M the next power of two from the seed's length on. Real polynomials modulo that are complex
 * ones modulo {@code X^M - i}: bit j + M becomes the imaginary part of element j, and a transform
 * of M elements does for 2M bits. What wraps around lands in coefficients that are not wanted. Two
 * keys under one seed go through together, the second scaled by a power of two that exceeds any
 * coefficient.
 *
 * <p>Guarantee: every coefficient is an integer, so each result's distance from the nearest integer
 * tells its rounding error. If it reaches the bound anywhere, in wanted or unwanted coefficients,
 * the keys are computed again by the exact fallback.
 *
 * <p>Memory: 32 M bytes of buffers, kept for the next call while memory lasts, and 11 M bytes of
 * roots per size. Buffers that held key bits are overwritten. Safe for use by several threads.
 */
final class FourierEngine implements Engine {

    /** A wrong coefficient below it would have to be off by more than 15/16. */
    static final double ROUNDING_BOUND = 1.0 / 16;

    /** Up to here two keys share a transform: the sums stay below 2^47 and far from the bound. */
    private static final int MAX_SHARED_COLUMN_BITS = 1 << 23;

    /** Nodes up to here (16 bytes an element) stay in the first two caches, layer by layer. */
    private static final int CACHED_ELEMENTS = 1 << 12;

    private static final int ROOT_TABLES = 4;

    private final Butterflies butterflies;
    private final double roundingBound;
    private final Engine fallback;
    private final List<SoftReference<Twiddles>> tables = new ArrayList<>();
    private final AtomicReference<@Nullable SoftReference<Buffers>> spare = new AtomicReference<>();

    FourierEngine(Butterflies butterflies, double roundingBound, Engine fallback) {
        this.butterflies = butterflies;
        this.roundingBound = roundingBound;
        this.fallback = fallback;
    }

    @Override
    public List<long[]> products(Shape shape, long[] seed, List<long[]> columns) {
        int size = size(shape);
        Twiddles twiddles = twiddles(size);
        Buffers buffers = buffers(size);
        int words = 2 * size / Long.SIZE;
        long[] none = new long[words];
        int spacing = Long.SIZE - Long.numberOfLeadingZeros(shape.columnBits());
        Transform seedTransform =
                new Transform(butterflies, twiddles, buffers.seedRe, buffers.seedIm);
        butterflies.spread(
                new Bits(Arrays.copyOf(seed, words), none, 0), buffers.seedRe, buffers.seedIm);
        seedTransform.forward(1.0 / size);

        List<long[]> products = new ArrayList<>();
        int step = shape.columnBits() <= MAX_SHARED_COLUMN_BITS ? 2 : 1;
        for (int i = 0; i < columns.size(); i += step) {
            List<long[]> together = columns.subList(i, Math.min(columns.size(), i + step));
            Bits bits =
                    new Bits(
                            Arrays.copyOf(together.getFirst(), words),
                            together.size() == 2 ? Arrays.copyOf(together.getLast(), words) : none,
                            spacing);
            butterflies.spread(bits, buffers.re, buffers.im);
            seedTransform.convolve(buffers.re, buffers.im);
            double worst = butterflies.collect(buffers.re, buffers.im, bits);
            if (worst < roundingBound) {
                products.add(window(shape, bits.first()));
                if (together.size() == 2) {
                    products.add(window(shape, bits.second()));
                }
            } else {
                products.addAll(fallback.products(shape, seed, together));
            }
            Arrays.fill(bits.first(), 0);
            Arrays.fill(bits.second(), 0);
        }
        Arrays.fill(buffers.re, 0);
        Arrays.fill(buffers.im, 0);
        spare.set(new SoftReference<>(buffers));
        return products;
    }

    private static long[] window(Shape shape, long[] bits) {
        return BitSlices.slice(bits, shape.columnBits() - 1, shape.rowBits());
    }

    /** M: at least one word of bits in each lane. */
    private int size(Shape shape) {
        int half = Math.max(1, Integer.highestOneBit(shape.seedBits() - 1));
        return Math.max(Long.SIZE * butterflies.lanes(), half);
    }

    private Buffers buffers(int size) {
        SoftReference<Buffers> reference = spare.getAndSet(null);
        Buffers kept = reference == null ? null : reference.get();
        return kept != null && kept.re.length == size ? kept : new Buffers(size);
    }

    private synchronized Twiddles twiddles(int size) {
        for (int i = 0; i < tables.size(); i++) {
            Twiddles table = tables.get(i).get();
            if (table != null && table.size() == size) {
                return table;
            }
        }
        Twiddles table = Twiddles.of(size, butterflies.lanes());
        if (tables.size() == ROOT_TABLES) {
            tables.removeFirst();
        }
        tables.add(new SoftReference<>(table));
        return table;
    }

    private static final class Buffers {
        final double[] re;
        final double[] im;
        final double[] seedRe;
        final double[] seedIm;

        Buffers(int size) {
            re = new double[size];
            im = new double[size];
            seedRe = new double[size];
            seedIm = new double[size];
        }
    }

    /**
     * Walks through the layers of one transform, deep first, so that the nodes soon fit a cache.
     */
    @SuppressWarnings("ArrayRecordComponent") // passes references; never compared
    private record Transform(
            Butterflies butterflies, Twiddles twiddles, double[] seedRe, double[] seedIm) {

        /** Transforms the seed, and scales it. */
        void forward(double scale) {
            int from = 0;
            int length = seedRe.length;
            int roots = twiddles.startsByTwo() ? 2 : 1;
            if (roots == 2) {
                butterflies.forward2(seedRe, seedIm, length / 2, twiddles.layers()[0]);
            }
            for (int node = 0; node < roots; node++, from += length / roots) {
                forward(roots - 1, from, length / roots, node);
            }
            for (int i = 0; i < length; i++) {
                seedRe[i] *= scale;
                seedIm[i] *= scale;
            }
        }

        private void forward(int layer, int from, int length, int node) {
            Span span = new Span(from, length / 4, 1, node);
            butterflies.forward4(seedRe, seedIm, span, twiddles.layers()[layer]);
            if (length > CACHED_ELEMENTS) {
                for (int child = 0; child < 4; child++) {
                    int start = from + child * span.quarter();
                    forward(layer + 1, start, span.quarter(), 4 * node + child);
                }
            } else {
                for (int next = layer + 1; next < twiddles.layers().length; next++) {
                    span = span.children();
                    butterflies.forward4(seedRe, seedIm, span, twiddles.layers()[next]);
                }
            }
        }

        /** Multiplies by the transformed seed. */
        void convolve(double[] re, double[] im) {
            int length = re.length;
            if (twiddles.startsByTwo()) {
                butterflies.forward2(re, im, length / 2, twiddles.layers()[0]);
                convolve(re, im, 1, new Span(0, length / 8, 1, 0));
                convolve(re, im, 1, new Span(length / 2, length / 8, 1, 1));
                butterflies.inverse2(re, im, length / 2, twiddles.layers()[0]);
            } else {
                convolve(re, im, 0, new Span(0, length / 4, 1, 0));
            }
        }

        private void convolve(double[] re, double[] im, int layer, Span span) {
            double[] roots = twiddles.layers()[layer];
            if (layer + 1 == twiddles.layers().length) {
                butterflies.middle(re, im, span, roots, seedRe, seedIm);
                return;
            }
            butterflies.forward4(re, im, span, roots);
            if (4 * span.quarter() > CACHED_ELEMENTS) {
                int q = span.quarter();
                for (int child = 0; child < 4; child++) {
                    int start = span.from() + child * q;
                    Span next = new Span(start, q / 4, 1, 4 * span.firstNode() + child);
                    convolve(re, im, layer + 1, next);
                }
            } else {
                convolve(re, im, layer + 1, span.children());
            }
            butterflies.inverse4(re, im, span, roots);
        }
    }
}
