package io.warifu.sharing;

import io.warifu.sharing.field.Interpolation;
import io.warifu.sharing.field.WeightedSum;
import java.util.Arrays;

/**
 * Rows of values that ought to lie, byte by byte, on polynomials of degree below k: whether they
 * do, which of them do not, and what the polynomials are elsewhere. That is Shamir's sharing and
 * Reed-Solomon's code alike.
 *
 * <p>Guarantee: with more than k rows the syndromes are always looked at, block by block; they
 * depend on errors alone, so checking reveals no secret.
 */
final class Codewords {

    private static final int BLOCK_BYTES = 4 << 10;
    private static final byte[] ZEROS = new byte[BLOCK_BYTES];

    private final int k;
    private final int[] points;
    private final byte[][] rows;

    /**
     * Describes rows.
     *
     * @param points distinct, none of them 0, at least k
     * @param rows as many, of one length
     */
    Codewords(int k, int[] points, byte[][] rows) {
        this.k = k;
        this.points = points;
        this.rows = rows;
    }

    int k() {
        return k;
    }

    int size() {
        return points.length;
    }

    byte[][] rows() {
        return rows;
    }

    int[] points() {
        return points;
    }

    int point(int row) {
        return points[row];
    }

    /** Looks for rows that contradict the others, in their first {@code length} bytes. */
    ErrorLocator errors(int length) {
        return errors(0, length);
    }

    ErrorLocator errors(int offset, int length) {
        int count = points.length - k;
        ErrorLocator locator = new ErrorLocator(points, count);
        WeightedSum[] sums = new WeightedSum[count];
        Arrays.setAll(sums, m -> WeightedSum.of(Interpolation.syndromeWeights(m, points)));
        byte[][] syndromes = new byte[count][Math.min(length, BLOCK_BYTES)];
        for (int done = 0; done < length; done += BLOCK_BYTES) {
            int bytes = Math.min(BLOCK_BYTES, length - done);
            boolean zero = true;
            for (int m = 0; m < count; m++) {
                sums[m].apply(rows, offset + done, syndromes[m], 0, bytes);
                zero &= Arrays.mismatch(syndromes[m], 0, bytes, ZEROS, 0, bytes) < 0;
            }
            if (!zero) {
                locator.look(syndromes, bytes);
            }
        }
        return locator;
    }

    /** Only these rows. */
    Codewords choose(int... chosen) {
        return new Codewords(
                k,
                Arrays.stream(chosen).map(row -> points[row]).toArray(),
                Arrays.stream(chosen).mapToObj(row -> rows[row]).toArray(byte[][]::new));
    }

    /** The first k rows. */
    Codewords firstK() {
        return new Codewords(k, Arrays.copyOf(points, k), Arrays.copyOf(rows, k));
    }

    /** What exactly k rows say about the point {@code x}, written to {@code target}. */
    void valueAt(int x, int offset, byte[] target, int to, int length) {
        WeightedSum.of(Interpolation.weightsAt(x, points)).apply(rows, offset, target, to, length);
    }
}
