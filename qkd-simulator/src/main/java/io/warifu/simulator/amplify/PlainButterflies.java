package io.warifu.simulator.amplify;

/** The loops in ordinary arithmetic, one lane: for JVMs that have no Vector API. */
final class PlainButterflies implements Butterflies {

    @Override
    public int lanes() {
        return 1;
    }

    @Override
    public void spread(Bits bits, double[] re, double[] im) {
        int words = re.length >>> 6;
        long one = Double.doubleToRawLongBits(1);
        long spaced = Double.doubleToRawLongBits(bits.spaced());
        for (int j = 0; j < re.length; j++) {
            int word = j >>> 6;
            re[j] = value(bits.first()[word], j, one) + value(bits.second()[word], j, spaced);
            im[j] =
                    value(bits.first()[words + word], j, one)
                            + value(bits.second()[words + word], j, spaced);
        }
    }

    private static double value(long word, int bit, long ifSet) {
        return Double.longBitsToDouble(-((word >>> bit) & 1) & ifSet);
    }

    @Override
    public void forward2(double[] re, double[] im, int half, double[] twiddles) {
        double wr = twiddles[0];
        double wi = twiddles[1];
        for (int j = 0; j < half; j++) {
            double br = re[half + j] * wr - im[half + j] * wi;
            double bi = re[half + j] * wi + im[half + j] * wr;
            re[half + j] = re[j] - br;
            im[half + j] = im[j] - bi;
            re[j] += br;
            im[j] += bi;
        }
    }

    @Override
    public void inverse2(double[] re, double[] im, int half, double[] twiddles) {
        double wr = twiddles[0];
        double wi = twiddles[1];
        for (int j = 0; j < half; j++) {
            double br = re[j] - re[half + j];
            double bi = im[j] - im[half + j];
            re[j] += re[half + j];
            im[j] += im[half + j];
            re[half + j] = br * wr + bi * wi;
            im[half + j] = bi * wr - br * wi;
        }
    }

    @Override
    public void forward4(double[] re, double[] im, Span span, double[] twiddles) {
        int q = span.quarter();
        int from = span.from();
        for (int node = 0, w = 4 * span.firstNode(); node < span.nodes(); node++, w += 4) {
            double w1r = twiddles[w];
            double w1i = twiddles[w + 1];
            double w2r = twiddles[w + 2];
            double w2i = twiddles[w + 3];
            double w3r = w1r * w2r - w1i * w2i;
            double w3i = w1r * w2i + w1i * w2r;
            for (int j = from; j < from + q; j++) {
                double a1r = re[j + q] * w2r - im[j + q] * w2i;
                double a1i = re[j + q] * w2i + im[j + q] * w2r;
                double a2r = re[j + 2 * q] * w1r - im[j + 2 * q] * w1i;
                double a2i = re[j + 2 * q] * w1i + im[j + 2 * q] * w1r;
                double a3r = re[j + 3 * q] * w3r - im[j + 3 * q] * w3i;
                double a3i = re[j + 3 * q] * w3i + im[j + 3 * q] * w3r;
                double c0r = re[j] + a2r;
                double c0i = im[j] + a2i;
                double c2r = re[j] - a2r;
                double c2i = im[j] - a2i;
                double c1r = a1r + a3r;
                double c1i = a1i + a3i;
                double c3r = a1r - a3r;
                double c3i = a1i - a3i;
                re[j] = c0r + c1r;
                im[j] = c0i + c1i;
                re[j + q] = c0r - c1r;
                im[j + q] = c0i - c1i;
                re[j + 2 * q] = c2r - c3i;
                im[j + 2 * q] = c2i + c3r;
                re[j + 3 * q] = c2r + c3i;
                im[j + 3 * q] = c2i - c3r;
            }
            from += 4 * q;
        }
    }

    @Override
    public void inverse4(double[] re, double[] im, Span span, double[] twiddles) {
        int q = span.quarter();
        int from = span.from();
        for (int node = 0, w = 4 * span.firstNode(); node < span.nodes(); node++, w += 4) {
            double w1r = twiddles[w];
            double w1i = twiddles[w + 1];
            double w2r = twiddles[w + 2];
            double w2i = twiddles[w + 3];
            double w3r = w1r * w2r - w1i * w2i;
            double w3i = w1r * w2i + w1i * w2r;
            for (int j = from; j < from + q; j++) {
                double c0r = re[j] + re[j + q];
                double c0i = im[j] + im[j + q];
                double c1r = re[j] - re[j + q];
                double c1i = im[j] - im[j + q];
                double c2r = re[j + 2 * q] + re[j + 3 * q];
                double c2i = im[j + 2 * q] + im[j + 3 * q];
                double c3r = im[j + 2 * q] - im[j + 3 * q];
                double c3i = re[j + 3 * q] - re[j + 2 * q];
                double a1r = c1r + c3r;
                double a1i = c1i + c3i;
                double a2r = c0r - c2r;
                double a2i = c0i - c2i;
                double a3r = c1r - c3r;
                double a3i = c1i - c3i;
                re[j] = c0r + c2r;
                im[j] = c0i + c2i;
                re[j + q] = a1r * w2r + a1i * w2i;
                im[j + q] = a1i * w2r - a1r * w2i;
                re[j + 2 * q] = a2r * w1r + a2i * w1i;
                im[j + 2 * q] = a2i * w1r - a2r * w1i;
                re[j + 3 * q] = a3r * w3r + a3i * w3i;
                im[j + 3 * q] = a3i * w3r - a3r * w3i;
            }
            from += 4 * q;
        }
    }

    @Override
    public void middle(
            double[] re,
            double[] im,
            Span span,
            double[] twiddles,
            double[] spectrumRe,
            double[] spectrumIm) {
        forward4(re, im, span, twiddles);
        int to = span.from() + 4 * span.quarter() * span.nodes();
        for (int j = span.from(); j < to; j++) {
            double product = re[j] * spectrumRe[j] - im[j] * spectrumIm[j];
            im[j] = re[j] * spectrumIm[j] + im[j] * spectrumRe[j];
            re[j] = product;
        }
        inverse4(re, im, span, twiddles);
    }

    @Override
    public double collect(double[] re, double[] im, Bits bits) {
        int words = re.length >>> 6;
        double worst = 0;
        for (int word = 0; word < words; word++) {
            worst = Math.max(worst, collect(re, word, word, bits));
            worst = Math.max(worst, collect(im, word, words + word, bits));
        }
        return worst;
    }

    private static double collect(double[] values, int word, int target, Bits bits) {
        double worst = 0;
        long first = 0;
        long second = 0;
        for (int j = 0; j < Long.SIZE; j++) {
            double value = values[(word << 6) + j];
            double shifted = value + Bits.ROUNDING;
            worst = Math.max(worst, Math.abs(value - (shifted - Bits.ROUNDING)));
            long integer = Double.doubleToRawLongBits(shifted);
            first |= (integer & 1) << j;
            second |= ((integer >>> bits.spacing()) & 1) << j;
        }
        bits.first()[target] = first;
        bits.second()[target] = second;
        return worst;
    }
}
