package io.warifu.simulator.amplify;

import java.util.Arrays;
import java.util.List;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops with the Vector API, as many lanes as the processor's vectors have doubles.
 *
 * <p>Assumption: the JVM was started with {@code --add-modules jdk.incubator.vector}; {@link
 * Engines} looks before it makes one. Before the server compiler has seen the loops they are slower
 * than {@link PlainButterflies}.
 */
final class VectorButterflies implements Butterflies {

    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Long> LONGS =
            VectorSpecies.of(long.class, DOUBLES.vectorShape());
    private static final int LANES = DOUBLES.length();

    private static final long ONE = Double.doubleToRawLongBits(1);

    /** How many levels combine lanes; three with vectors of eight. */
    private static final int LANE_LEVELS = Integer.numberOfTrailingZeros(LANES);

    private static final List<VectorShuffle<Double>> SWAPS =
            List.of(swap(LANES / 2), swap(LANES / 4), swap(LANES / 8));

    private static final double[] LANE_RE = new double[LANES * LANE_LEVELS];
    private static final double[] LANE_IM = new double[LANES * LANE_LEVELS];
    private static final double[] SIGNS = new double[LANES * LANE_LEVELS];

    static {
        for (int level = 0; level < LANE_LEVELS; level++) {
            int half = LANES >> (level + 1);
            for (int lane = 0; lane < LANES; lane++) {
                boolean upper = (lane & half) != 0;
                double turns = Twiddles.turns(1 << level, lane / (2 * half)) / 2;
                LANE_RE[level * LANES + lane] = upper ? Math.cos(2 * Math.PI * turns) : 1;
                LANE_IM[level * LANES + lane] = upper ? Math.sin(2 * Math.PI * turns) : 0;
                SIGNS[level * LANES + lane] = upper ? -1 : 1;
            }
        }
    }

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public void spread(Bits bits, double[] re, double[] im) {
        int words = re.length >>> 6;
        int stretch = words / LANES;
        long spaced = Double.doubleToRawLongBits(bits.spaced());
        for (int group = 0; group < stretch; group++) {
            int from = group * Long.SIZE * LANES;
            spread(
                    words(bits.first(), group, stretch),
                    words(bits.second(), group, stretch),
                    spaced,
                    re,
                    from);
            spread(
                    words(bits.first(), words + group, stretch),
                    words(bits.second(), words + group, stretch),
                    spaced,
                    im,
                    from);
            for (int level = 0; level < LANE_LEVELS; level++) {
                spreadLanes(re, im, from, level);
            }
        }
    }

    private static void spread(
            long[] first, long[] second, long spaced, double[] values, int from) {
        LongVector firstWords = LongVector.fromArray(LONGS, first, 0);
        LongVector secondWords = LongVector.fromArray(LONGS, second, 0);
        for (int bit = 0, at = from; bit < Long.SIZE; bit++, at += LANES) {
            value(firstWords, bit, ONE).add(value(secondWords, bit, spaced)).intoArray(values, at);
        }
        Arrays.fill(first, 0);
        Arrays.fill(second, 0);
    }

    private static long[] words(long[] words, int first, int stretch) {
        long[] lanes = new long[LANES];
        for (int lane = 0; lane < LANES; lane++) {
            lanes[lane] = words[first + lane * stretch];
        }
        return lanes;
    }

    private static DoubleVector value(LongVector words, int bit, long ifSet) {
        return words.lanewise(VectorOperators.LSHR, bit)
                .and(1)
                .neg()
                .and(ifSet)
                .reinterpretAsDoubles();
    }

    /** One level of the first {@link #LANE_LEVELS}, over one group of 64 vectors. */
    private static void spreadLanes(double[] re, double[] im, int from, int level) {
        DoubleVector wr = DoubleVector.fromArray(DOUBLES, LANE_RE, level * LANES);
        DoubleVector wi = DoubleVector.fromArray(DOUBLES, LANE_IM, level * LANES);
        DoubleVector sign = DoubleVector.fromArray(DOUBLES, SIGNS, level * LANES);
        VectorShuffle<Double> swap = SWAPS.get(level);
        for (int j = from; j < from + Long.SIZE * LANES; j += LANES) {
            DoubleVector xr = DoubleVector.fromArray(DOUBLES, re, j);
            DoubleVector xi = DoubleVector.fromArray(DOUBLES, im, j);
            DoubleVector tr = xr.mul(wr).sub(xi.mul(wi));
            DoubleVector ti = xr.mul(wi).add(xi.mul(wr));
            tr.fma(sign, tr.rearrange(swap)).intoArray(re, j);
            ti.fma(sign, ti.rearrange(swap)).intoArray(im, j);
        }
    }

    private static VectorShuffle<Double> swap(int distance) {
        return VectorShuffle.fromOp(DOUBLES, lane -> lane ^ distance);
    }

    @Override
    public void forward2(double[] re, double[] im, int half, double[] twiddles) {
        DoubleVector wr = DoubleVector.fromArray(DOUBLES, twiddles, 0);
        DoubleVector wi = DoubleVector.fromArray(DOUBLES, twiddles, LANES);
        for (int j = 0; j < half; j += LANES) {
            DoubleVector ar = DoubleVector.fromArray(DOUBLES, re, j);
            DoubleVector ai = DoubleVector.fromArray(DOUBLES, im, j);
            DoubleVector br = DoubleVector.fromArray(DOUBLES, re, half + j);
            DoubleVector bi = DoubleVector.fromArray(DOUBLES, im, half + j);
            DoubleVector tr = br.mul(wr).sub(bi.mul(wi));
            DoubleVector ti = br.mul(wi).add(bi.mul(wr));
            ar.add(tr).intoArray(re, j);
            ai.add(ti).intoArray(im, j);
            ar.sub(tr).intoArray(re, half + j);
            ai.sub(ti).intoArray(im, half + j);
        }
    }

    @Override
    public void inverse2(double[] re, double[] im, int half, double[] twiddles) {
        DoubleVector wr = DoubleVector.fromArray(DOUBLES, twiddles, 0);
        DoubleVector wi = DoubleVector.fromArray(DOUBLES, twiddles, LANES);
        for (int j = 0; j < half; j += LANES) {
            DoubleVector ar = DoubleVector.fromArray(DOUBLES, re, j);
            DoubleVector ai = DoubleVector.fromArray(DOUBLES, im, j);
            DoubleVector br = DoubleVector.fromArray(DOUBLES, re, half + j);
            DoubleVector bi = DoubleVector.fromArray(DOUBLES, im, half + j);
            ar.add(br).intoArray(re, j);
            ai.add(bi).intoArray(im, j);
            DoubleVector tr = ar.sub(br);
            DoubleVector ti = ai.sub(bi);
            tr.mul(wr).add(ti.mul(wi)).intoArray(re, half + j);
            ti.mul(wr).sub(tr.mul(wi)).intoArray(im, half + j);
        }
    }

    @Override
    public void forward4(double[] re, double[] im, Span span, double[] twiddles) {
        QuadKernel.forward(re, im, span, twiddles);
    }

    @Override
    public void inverse4(double[] re, double[] im, Span span, double[] twiddles) {
        QuadKernel.inverse(re, im, span, twiddles);
    }

    @Override
    public void middle(
            double[] re,
            double[] im,
            Span span,
            double[] twiddles,
            double[] spectrumRe,
            double[] spectrumIm) {
        QuadKernel.forward(re, im, span, twiddles);
        int to = span.from() + 4 * span.quarter() * span.nodes();
        for (int j = span.from(); j < to; j += LANES) {
            DoubleVector ar = DoubleVector.fromArray(DOUBLES, re, j);
            DoubleVector ai = DoubleVector.fromArray(DOUBLES, im, j);
            DoubleVector sr = DoubleVector.fromArray(DOUBLES, spectrumRe, j);
            DoubleVector si = DoubleVector.fromArray(DOUBLES, spectrumIm, j);
            ar.mul(sr).sub(ai.mul(si)).intoArray(re, j);
            ar.mul(si).add(ai.mul(sr)).intoArray(im, j);
        }
        QuadKernel.inverse(re, im, span, twiddles);
    }

    @Override
    public double collect(double[] re, double[] im, Bits bits) {
        int words = re.length >>> 6;
        int stretch = words / LANES;
        double worst = 0;
        for (int group = 0; group < stretch; group++) {
            int from = group * Long.SIZE * LANES;
            for (int level = LANE_LEVELS - 1; level >= 0; level--) {
                collectLanes(re, im, from, level);
            }
            worst = Math.max(worst, collect(re, from, group, stretch, bits));
            worst = Math.max(worst, collect(im, from, words + group, stretch, bits));
        }
        return worst;
    }

    private static void collectLanes(double[] re, double[] im, int from, int level) {
        DoubleVector wr = DoubleVector.fromArray(DOUBLES, LANE_RE, level * LANES);
        DoubleVector wi = DoubleVector.fromArray(DOUBLES, LANE_IM, level * LANES);
        DoubleVector sign = DoubleVector.fromArray(DOUBLES, SIGNS, level * LANES);
        VectorShuffle<Double> swap = SWAPS.get(level);
        for (int j = from; j < from + Long.SIZE * LANES; j += LANES) {
            DoubleVector yr = DoubleVector.fromArray(DOUBLES, re, j);
            DoubleVector yi = DoubleVector.fromArray(DOUBLES, im, j);
            DoubleVector tr = yr.fma(sign, yr.rearrange(swap));
            DoubleVector ti = yi.fma(sign, yi.rearrange(swap));
            tr.mul(wr).add(ti.mul(wi)).intoArray(re, j);
            ti.mul(wr).sub(tr.mul(wi)).intoArray(im, j);
        }
    }

    private static double collect(double[] values, int from, int word, int stretch, Bits bits) {
        DoubleVector worst = DoubleVector.zero(DOUBLES);
        LongVector first = LongVector.zero(LONGS);
        LongVector second = LongVector.zero(LONGS);
        for (int bit = 0, at = from; bit < Long.SIZE; bit++, at += LANES) {
            DoubleVector value = DoubleVector.fromArray(DOUBLES, values, at);
            DoubleVector shifted = value.add(Bits.ROUNDING);
            worst = worst.max(value.sub(shifted.sub(Bits.ROUNDING)).abs());
            LongVector integer = shifted.reinterpretAsLongs();
            first = first.or(integer.and(1).lanewise(VectorOperators.LSHL, bit));
            second =
                    second.or(
                            integer.lanewise(VectorOperators.LSHR, bits.spacing())
                                    .and(1)
                                    .lanewise(VectorOperators.LSHL, bit));
        }
        for (int lane = 0; lane < LANES; lane++) {
            bits.first()[word + lane * stretch] = first.lane(lane);
            bits.second()[word + lane * stretch] = second.lane(lane);
        }
        return worst.reduceLanes(VectorOperators.MAX);
    }
}
