package io.warifu.sharing;

import io.warifu.sharing.field.Evaluation;
import io.warifu.sharing.field.Interpolation;
import io.warifu.sharing.field.WeightedSum;
import java.util.Arrays;

/**
 * Reed-Solomon's code in the field of the sharing: the data, cut into k pieces, are the
 * coefficients of polynomials of degree below k, byte by byte, and piece x is what these have at x.
 * So any k pieces give the data, wrong ones are found as with Shamir's values, and the same loops
 * do the work.
 */
final class ReedSolomon {

    private ReedSolomon() {}

    /**
     * Makes n pieces.
     *
     * @param code for k coefficients and the points 1..n
     * @param data k times {@code length} bytes
     * @param pieces receive their values from {@code to} on
     */
    static void encode(Evaluation code, int k, byte[] data, byte[][] pieces, int to, int length) {
        byte[][] rows = new byte[k][];
        Arrays.fill(rows, data);
        int[] from = new int[k];
        Arrays.setAll(from, i -> i * length);
        code.apply(rows, from, pieces, to, length);
    }

    /**
     * The data out of any k pieces.
     *
     * @param pieces exactly k
     * @param offset where a piece begins in its row
     * @param data receives k times {@code length} bytes
     */
    static void decode(Codewords pieces, int offset, int length, byte[] data) {
        int[][] weights = Interpolation.coefficientWeights(pieces.points());
        for (int i = 0; i < pieces.k(); i++) {
            WeightedSum.of(weights[i]).apply(pieces.rows(), offset, data, i * length, length);
        }
    }
}
