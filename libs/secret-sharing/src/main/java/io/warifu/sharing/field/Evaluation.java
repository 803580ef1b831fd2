package io.warifu.sharing.field;

import java.util.Arrays;

/**
 * Values of many polynomials at a few public points: byte i of every coefficient block belongs to
 * polynomial i. Made once for degree and points and used for many blocks; immutable.
 */
public final class Evaluation {

    private static final int[] ONE_TO_FIVE = {1, 2, 3, 4, 5};

    private final int coefficients;
    private final boolean closedForm;
    private final WeightedSum[] sums;

    private Evaluation(int coefficients, int[] points) {
        this.coefficients = coefficients;
        this.closedForm = coefficients == 3 && Arrays.equals(points, ONE_TO_FIVE);
        this.sums = new WeightedSum[points.length];
        Arrays.setAll(sums, i -> WeightedSum.of(powers(points[i], coefficients)));
    }

    /**
     * Prepares the evaluation.
     *
     * @param coefficients of each polynomial: the degree and one more
     */
    public static Evaluation of(int coefficients, int... points) {
        return new Evaluation(coefficients, points);
    }

    /** x^0 .. x^(count-1). */
    private static int[] powers(int x, int count) {
        int[] powers = new int[count];
        Arrays.setAll(powers, i -> Gf256.power(x, i));
        return powers;
    }

    /**
     * Writes the values at point p to {@code targets[p]} from {@code to} on.
     *
     * @param rows the coefficients, the constant ones first
     * @param from where each row begins
     * @param targets as many as points, none of them one of the rows
     */
    public void apply(byte[][] rows, int[] from, byte[][] targets, int to, int length) {
        if (rows.length != coefficients || targets.length != sums.length) {
            throw new IllegalArgumentException(
                    coefficients + " coefficients at " + sums.length + " points");
        }
        if (closedForm) {
            Kernels.BEST.parabolasAtOneToFive(rows, from, targets, to, length);
            return;
        }
        for (int p = 0; p < sums.length; p++) {
            sums[p].apply(rows, from, targets[p], to, length);
        }
    }
}
