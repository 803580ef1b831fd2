package io.warifu.simulator.amplify;

import io.warifu.simulator.amplify.Butterflies.Span;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** The two loops of {@link VectorButterflies} that nearly all time is spent in. */
final class QuadKernel {

    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = DOUBLES.length();

    private QuadKernel() {}

    static void forward(double[] re, double[] im, Span span, double[] twiddles) {
        int q = span.quarter();
        int from = span.from();
        int w = 4 * LANES * span.firstNode();
        for (int node = 0; node < span.nodes(); node++, w += 4 * LANES, from += 4 * q) {
            DoubleVector w1r = load(twiddles, w);
            DoubleVector w1i = load(twiddles, w + LANES);
            DoubleVector w2r = load(twiddles, w + 2 * LANES);
            DoubleVector w2i = load(twiddles, w + 3 * LANES);
            DoubleVector w3r = w1r.mul(w2r).sub(w1i.mul(w2i));
            DoubleVector w3i = w1r.fma(w2i, w1i.mul(w2r));
            for (int j = from; j < from + q; j += LANES) {
                DoubleVector xr = load(re, j + q);
                DoubleVector xi = load(im, j + q);
                DoubleVector a1r = xr.mul(w2r).sub(xi.mul(w2i));
                DoubleVector a1i = xr.fma(w2i, xi.mul(w2r));
                xr = load(re, j + 3 * q);
                xi = load(im, j + 3 * q);
                DoubleVector a3r = xr.mul(w3r).sub(xi.mul(w3i));
                DoubleVector a3i = xr.fma(w3i, xi.mul(w3r));
                DoubleVector c1r = a1r.add(a3r);
                DoubleVector c1i = a1i.add(a3i);
                DoubleVector c3r = a1r.sub(a3r);
                DoubleVector c3i = a1i.sub(a3i);
                xr = load(re, j + 2 * q);
                xi = load(im, j + 2 * q);
                DoubleVector a2r = xr.mul(w1r).sub(xi.mul(w1i));
                DoubleVector a2i = xr.fma(w1i, xi.mul(w1r));
                xr = load(re, j);
                xi = load(im, j);
                DoubleVector c0r = xr.add(a2r);
                DoubleVector c0i = xi.add(a2i);
                DoubleVector c2r = xr.sub(a2r);
                DoubleVector c2i = xi.sub(a2i);
                c0r.add(c1r).intoArray(re, j);
                c0i.add(c1i).intoArray(im, j);
                c0r.sub(c1r).intoArray(re, j + q);
                c0i.sub(c1i).intoArray(im, j + q);
                c2r.sub(c3i).intoArray(re, j + 2 * q);
                c2i.add(c3r).intoArray(im, j + 2 * q);
                c2r.add(c3i).intoArray(re, j + 3 * q);
                c2i.sub(c3r).intoArray(im, j + 3 * q);
            }
        }
    }

    static void inverse(double[] re, double[] im, Span span, double[] twiddles) {
        int q = span.quarter();
        int from = span.from();
        int w = 4 * LANES * span.firstNode();
        for (int node = 0; node < span.nodes(); node++, w += 4 * LANES, from += 4 * q) {
            DoubleVector w1r = load(twiddles, w);
            DoubleVector w1i = load(twiddles, w + LANES);
            DoubleVector w2r = load(twiddles, w + 2 * LANES);
            DoubleVector w2i = load(twiddles, w + 3 * LANES);
            DoubleVector w3r = w1r.mul(w2r).sub(w1i.mul(w2i));
            DoubleVector w3i = w1r.fma(w2i, w1i.mul(w2r));
            for (int j = from; j < from + q; j += LANES) {
                DoubleVector xr = load(re, j);
                DoubleVector xi = load(im, j);
                DoubleVector yr = load(re, j + q);
                DoubleVector yi = load(im, j + q);
                DoubleVector c0r = xr.add(yr);
                DoubleVector c0i = xi.add(yi);
                DoubleVector c1r = xr.sub(yr);
                DoubleVector c1i = xi.sub(yi);
                xr = load(re, j + 2 * q);
                xi = load(im, j + 2 * q);
                yr = load(re, j + 3 * q);
                yi = load(im, j + 3 * q);
                DoubleVector c2r = xr.add(yr);
                DoubleVector c2i = xi.add(yi);
                DoubleVector c3r = xi.sub(yi);
                DoubleVector c3i = yr.sub(xr);
                c0r.add(c2r).intoArray(re, j);
                c0i.add(c2i).intoArray(im, j);
                // Times the conjugate roots.
                xr = c0r.sub(c2r);
                xi = c0i.sub(c2i);
                xr.fma(w1r, xi.mul(w1i)).intoArray(re, j + 2 * q);
                xi.mul(w1r).sub(xr.mul(w1i)).intoArray(im, j + 2 * q);
                xr = c1r.add(c3r);
                xi = c1i.add(c3i);
                xr.fma(w2r, xi.mul(w2i)).intoArray(re, j + q);
                xi.mul(w2r).sub(xr.mul(w2i)).intoArray(im, j + q);
                xr = c1r.sub(c3r);
                xi = c1i.sub(c3i);
                xr.fma(w3r, xi.mul(w3i)).intoArray(re, j + 3 * q);
                xi.mul(w3r).sub(xr.mul(w3i)).intoArray(im, j + 3 * q);
            }
        }
    }

    private static DoubleVector load(double[] values, int at) {
        return DoubleVector.fromArray(DOUBLES, values, at);
    }
}
