package io.warifu.simulator.amplify;

/**
 * The inner loops of a Fourier transform of complex numbers modulo {@code X^M - i}, over a layout
 * of {@link #lanes} interleaved stretches: element {@code lane * M / lanes + r} is stored at {@code
 * r * lanes + lane}. So all but the first levels combine whole vectors, without any shuffling.
 *
 * <p>A node is a stretch of polynomials modulo {@code X^h - c}, with a number c per lane. It falls
 * into {@code X^(h/2) - w} and {@code X^(h/2) + w}, w the root of c; what {@link Twiddles} holds.
 * Results come in no natural order, which a convolution does not need.
 *
 * <p>Two implementations, proved equal by tests: {@link VectorButterflies} and {@link
 * PlainButterflies}. No branch and no address depends on a data value.
 */
interface Butterflies {

    int lanes();

    /** Fills an array pair with bits and does the levels that combine lanes. */
    void spread(Bits bits, double[] re, double[] im);

    /** Splits one node of {@code 2 * half} elements. */
    void forward2(double[] re, double[] im, int half, double[] twiddles);

    /** Undoes {@link #forward2}, but for a factor of two. */
    void inverse2(double[] re, double[] im, int half, double[] twiddles);

    /** Splits each node of the span into four. */
    void forward4(double[] re, double[] im, Span span, double[] twiddles);

    /** Undoes {@link #forward4}, but for a factor of four. */
    void inverse4(double[] re, double[] im, Span span, double[] twiddles);

    /** Splits the last nodes, multiplies by a spectrum, and joins them again. */
    void middle(
            double[] re,
            double[] im,
            Span span,
            double[] twiddles,
            double[] spectrumRe,
            double[] spectrumIm);

    /**
     * Undoes the levels of {@link #spread} and takes the bits of the rounded values.
     *
     * @return how far from an integer the worst value was
     */
    double collect(double[] re, double[] im, Bits bits);

    /**
     * Some nodes of one layer, side by side.
     *
     * @param from where the first begins
     * @param quarter a fourth of one node's elements
     * @param firstNode the number of the first in its layer
     */
    record Span(int from, int quarter, int nodes, int firstNode) {

        /** All nodes of the next layer that these fall into. */
        Span children() {
            return new Span(from, quarter / 4, 4 * nodes, 4 * firstNode);
        }
    }

    /**
     * One or two bit vectors of 2 M bits. Bit j of the first counts 1, of the second {@code 2^k}, k
     * the spacing; the bits from M on are the imaginary parts.
     */
    @SuppressWarnings("ArrayRecordComponent") // passes references; never compared
    record Bits(long[] first, long[] second, int spacing) {

        /** Adding this to a double below 2^51 leaves the nearest integer in the lowest bits. */
        static final double ROUNDING = 0x1.8p52;

        double spaced() {
            return (double) (1L << spacing);
        }
    }
}
