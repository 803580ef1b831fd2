package io.warifu.sharing;

import io.warifu.sharing.field.Gf256;
import java.util.Arrays;

/**
 * Finds the wrong rows from the syndromes of byte after byte. Errors e_j at points x_j give S_m =
 * sum of u_j e_j x_j^m, a sequence whose shortest recurrence (Berlekamp and Massey) has the x_j as
 * roots; with one error that is x = S1/S0.
 *
 * <p>Guarantee: rows are named only if all bytes that are wrong at all point into one set of at
 * most (m-k)/2 rows, m being the rows that were given. Limit: more wrong rows than that can look
 * like a smaller other set, two of 3-of-5 in about one byte of a hundred. Whoever corrects must
 * have another proof that the result is right.
 */
final class ErrorLocator {

    private final int[] points;
    private final int mostErrors;
    private final boolean[] wrong;
    private final int[] column;
    private int located;
    private boolean clean = true;
    private boolean unclear;

    /**
     * Prepares a search.
     *
     * @param points of the rows, none of them 0
     * @param syndromes how many there are for each byte
     */
    ErrorLocator(int[] points, int syndromes) {
        this.points = points;
        this.mostErrors = syndromes / 2;
        this.wrong = new boolean[points.length];
        this.column = new int[syndromes];
    }

    boolean clean() {
        return clean;
    }

    /** Whether there are errors that point to no set of rows. */
    boolean unclear() {
        return unclear;
    }

    boolean isWrong(int row) {
        return wrong[row];
    }

    /** Takes the first {@code length} bytes of each syndrome into account. */
    void look(byte[][] syndromes, int length) {
        for (int i = 0; i < length && !unclear; i++) {
            int any = 0;
            for (int m = 0; m < column.length; m++) {
                column[m] = syndromes[m][i] & 0xFF;
                any |= column[m];
            }
            if (any != 0) {
                clean = false;
                locate();
            }
        }
    }

    private void locate() {
        int[] recurrence = new int[column.length + 1];
        int length = shortestRecurrence(column, recurrence);
        if (length > mostErrors) {
            unclear = true;
            return;
        }
        int roots = 0;
        for (int row = 0; row < points.length; row++) {
            if (valueAt(recurrence, length, Gf256.inverse(points[row])) == 0) {
                roots++;
                if (!wrong[row]) {
                    wrong[row] = true;
                    located++;
                }
            }
        }
        unclear = roots != length || located > mostErrors;
    }

    private static int valueAt(int[] polynomial, int degree, int at) {
        int value = 0;
        for (int i = degree; i >= 0; i--) {
            value = Gf256.multiply(value, at) ^ polynomial[i];
        }
        return value;
    }

    /**
     * Berlekamp and Massey: the least L and c with S_m = sum of c_i S_(m-i), i = 1..L, for all m.
     *
     * @param c receives 1, c_1, .. c_L
     * @return L
     */
    private static int shortestRecurrence(int[] sequence, int[] c) {
        int[] before = new int[c.length];
        Arrays.fill(c, 0);
        c[0] = 1;
        before[0] = 1;
        int length = 0;
        int shift = 1;
        int beforeDiscrepancy = 1;
        for (int m = 0; m < sequence.length; m++) {
            int discrepancy = 0;
            for (int i = 0; i <= length; i++) {
                discrepancy ^= Gf256.multiply(c[i], sequence[m - i]);
            }
            if (discrepancy == 0) {
                shift++;
                continue;
            }
            int[] kept = c.clone();
            int factor = Gf256.divide(discrepancy, beforeDiscrepancy);
            for (int i = 0; i + shift < c.length; i++) {
                c[i + shift] ^= Gf256.multiply(factor, before[i]);
            }
            if (2 * length <= m) {
                length = m + 1 - length;
                before = kept;
                beforeDiscrepancy = discrepancy;
                shift = 1;
            } else {
                shift++;
            }
        }
        return length;
    }
}
