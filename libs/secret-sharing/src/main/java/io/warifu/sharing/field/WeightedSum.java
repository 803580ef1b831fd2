package io.warifu.sharing.field;

import java.util.Arrays;

/**
 * A sum of blocks, each multiplied by a public constant: what combining, checking, repairing and
 * coding all come down to. Made once for its constants and used for many blocks.
 *
 * <p>Guarantee: time depends on lengths and constants only. Horner's rule over the bits of all
 * constants at once, so seven doublings at most, however many rows. Immutable.
 */
public final class WeightedSum {

    private final int[][] rowsOfBit;
    private final int rows;

    private WeightedSum(int[][] rowsOfBit, int rows) {
        this.rowsOfBit = rowsOfBit;
        this.rows = rows;
    }

    /** Rows of weight 0 have no part in the sum. */
    public static WeightedSum of(int... weights) {
        int allBits = 0;
        for (int weight : weights) {
            if (weight < 0 || weight >= Gf256.ORDER) {
                throw new IllegalArgumentException("no element of the field: " + weight);
            }
            allBits |= weight;
        }
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(allBits);
        int[][] rowsOfBit = new int[bits][];
        for (int i = 0; i < bits; i++) {
            rowsOfBit[i] = rowsWith(bits - 1 - i, weights);
        }
        return new WeightedSum(rowsOfBit, weights.length);
    }

    private static int[] rowsWith(int bit, int[] weights) {
        int[] rows = new int[weights.length];
        int found = 0;
        for (int row = 0; row < weights.length; row++) {
            rows[found] = row;
            found += (weights[row] >>> bit) & 1;
        }
        return Arrays.copyOf(rows, found);
    }

    /**
     * Writes the sum of {@code length} elements of each row to {@code target} from {@code to} on.
     *
     * @param rows as many as weights, none of them written to but one that is the target and starts
     *     at the same place
     * @param from where each row begins
     */
    public void apply(byte[][] rows, int[] from, byte[] target, int to, int length) {
        if (rows.length != this.rows || from.length != this.rows) {
            throw new IllegalArgumentException(
                    "a sum of " + this.rows + " rows, not of " + rows.length);
        }
        Kernels.BEST.sum(rowsOfBit, rows, from, target, to, length);
    }

    /** All rows and the target from {@code offset} on. */
    public void apply(byte[][] rows, int offset, byte[] target, int to, int length) {
        int[] from = new int[rows.length];
        Arrays.fill(from, offset);
        apply(rows, from, target, to, length);
    }

    int[][] rowsOfBit() {
        return rowsOfBit;
    }
}
