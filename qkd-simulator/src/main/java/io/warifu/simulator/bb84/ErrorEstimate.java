package io.warifu.simulator.bb84;

/**
 * How many of the compared bits differed. The rate is a point estimate; its statistical uncertainty
 * is not accounted for here (finite-key terms come with a later piece of work).
 *
 * @param tested compared bits
 * @param errors those that differed
 */
public record ErrorEstimate(int tested, int errors) {

    /** Above this rate one-way post-processing of BB84 yields no key from single photons. */
    public static final double MAX_QBER = 0.11;

    /** Below this many compared bits an estimate says nothing, and the round is dropped. */
    public static final int MIN_TESTED_BITS = 256;

    public ErrorEstimate {
        if (tested < 0 || errors < 0 || errors > tested) {
            throw new IllegalArgumentException(errors + " errors in " + tested + " bits");
        }
    }

    /** The quantum bit error rate. */
    public double qber() {
        return tested == 0 ? 0 : (double) errors / tested;
    }

    public boolean isMeaningful() {
        return tested >= MIN_TESTED_BITS;
    }

    public boolean isAboveLimit() {
        return qber() > MAX_QBER;
    }

    /** This and a second, disjoint count together. */
    public ErrorEstimate plus(int moreTested, int moreErrors) {
        return new ErrorEstimate(tested + moreTested, errors + moreErrors);
    }
}
