package io.warifu.simulator.amplify;

/** Arithmetic that gets one value of each product wrong. */
final class FaultyButterflies implements Butterflies {

    private final Butterflies right = new PlainButterflies();
    private final double error;

    FaultyButterflies(double error) {
        this.error = error;
    }

    @Override
    public int lanes() {
        return right.lanes();
    }

    @Override
    public void spread(Bits bits, double[] re, double[] im) {
        right.spread(bits, re, im);
    }

    @Override
    public void forward2(double[] re, double[] im, int half, double[] twiddles) {
        right.forward2(re, im, half, twiddles);
    }

    @Override
    public void inverse2(double[] re, double[] im, int half, double[] twiddles) {
        right.inverse2(re, im, half, twiddles);
    }

    @Override
    public void forward4(double[] re, double[] im, Span span, double[] twiddles) {
        right.forward4(re, im, span, twiddles);
    }

    @Override
    public void inverse4(double[] re, double[] im, Span span, double[] twiddles) {
        right.inverse4(re, im, span, twiddles);
    }

    @Override
    public void middle(
            double[] re,
            double[] im,
            Span span,
            double[] twiddles,
            double[] spectrumRe,
            double[] spectrumIm) {
        right.middle(re, im, span, twiddles, spectrumRe, spectrumIm);
    }

    @Override
    public double collect(double[] re, double[] im, Bits bits) {
        re[re.length / 3] += error;
        return right.collect(re, im, bits);
    }
}
