package io.warifu.sharing;

import java.util.Set;
import java.util.TreeSet;

/**
 * Whether rows of values lie on polynomials of degree below k, for others than readers of shares.
 */
public sealed interface LaneCheck {

    /** They do; {@code constants} are the values at 0. */
    @SuppressWarnings("ArrayRecordComponent") // Handed over, not kept.
    record Consistent(byte[] constants) implements LaneCheck {}

    /** They do without the rows at these points. */
    record Wrong(Set<Integer> points) implements LaneCheck {

        public Wrong {
            points = Set.copyOf(points);
        }
    }

    /** They do not, and no few rows are to blame. */
    record Unclear() implements LaneCheck {}

    /**
     * Looks at rows.
     *
     * @param points distinct, within 1..255, at least k
     * @param rows as many, of one length
     */
    static LaneCheck of(int k, int[] points, byte[][] rows) {
        Points.require(points);
        int length = rows[0].length;
        Codewords codewords = new Codewords(k, points, rows);
        ErrorLocator errors = codewords.errors(length);
        if (errors.clean()) {
            byte[] constants = new byte[length];
            codewords.firstK().valueAt(0, 0, constants, 0, length);
            return new Consistent(constants);
        }
        if (errors.unclear()) {
            return new Unclear();
        }
        Set<Integer> wrong = new TreeSet<>();
        for (int row = 0; row < points.length; row++) {
            if (errors.isWrong(row)) {
                wrong.add(points[row]);
            }
        }
        return new Wrong(wrong);
    }
}
