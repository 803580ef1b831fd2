package io.warifu.sharing.field;

import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * As many elements at once as the processor's registers hold.
 *
 * <p>Doubling is written out wherever it is needed: a + a, and where the top bit is set, which
 * makes a byte negative, 0x1D comes in. As a method of its own it can be compiled by itself first,
 * is then too large to be inlined, and every vector becomes an object on the heap, ten times
 * slower.
 *
 * <p>Assumption: the JVM was started with {@code --add-modules jdk.incubator.vector}; {@link
 * Kernels} names this class only then.
 */
final class VectorKernel implements FieldKernel {

    private static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int STEP = 4 * LANES;
    private static final byte REDUCTION = 0x1D;
    private static final byte NONE = 0;

    @Override
    public String name() {
        return "Vector API, " + SPECIES.vectorBitSize() + " bits";
    }

    @Override
    public int vectorBits() {
        return SPECIES.vectorBitSize();
    }

    @Override
    public void sum(
            int[][] rowsOfBit, byte[][] rows, int[] from, byte[] target, int to, int length) {
        int i = rows.length == 3 ? sumOfThree(picks(rowsOfBit), rows, from, target, to, length) : 0;
        for (; i <= length - STEP; i += STEP) {
            ByteVector a = ByteVector.zero(SPECIES);
            ByteVector b = a;
            ByteVector c = a;
            ByteVector d = a;
            for (int[] chosen : rowsOfBit) {
                a = a.add(a).lanewise(XOR, REDUCTION, a.compare(LT, NONE));
                b = b.add(b).lanewise(XOR, REDUCTION, b.compare(LT, NONE));
                c = c.add(c).lanewise(XOR, REDUCTION, c.compare(LT, NONE));
                d = d.add(d).lanewise(XOR, REDUCTION, d.compare(LT, NONE));
                for (int row : chosen) {
                    byte[] bytes = rows[row];
                    int at = from[row] + i;
                    a = a.lanewise(XOR, ByteVector.fromArray(SPECIES, bytes, at));
                    b = b.lanewise(XOR, ByteVector.fromArray(SPECIES, bytes, at + LANES));
                    c = c.lanewise(XOR, ByteVector.fromArray(SPECIES, bytes, at + 2 * LANES));
                    d = d.lanewise(XOR, ByteVector.fromArray(SPECIES, bytes, at + 3 * LANES));
                }
            }
            a.intoArray(target, to + i);
            b.intoArray(target, to + i + LANES);
            c.intoArray(target, to + i + 2 * LANES);
            d.intoArray(target, to + i + 3 * LANES);
        }
        for (; i <= length - LANES; i += LANES) {
            ByteVector a = ByteVector.zero(SPECIES);
            for (int[] chosen : rowsOfBit) {
                a = a.add(a).lanewise(XOR, REDUCTION, a.compare(LT, NONE));
                for (int row : chosen) {
                    a = a.lanewise(XOR, ByteVector.fromArray(SPECIES, rows[row], from[row] + i));
                }
            }
            a.intoArray(target, to + i);
        }
        ScalarKernel.sumTail(rowsOfBit, rows, from, target, to, i, length);
    }

    /** Bit r of each pick tells whether row r has that bit. */
    private static int[] picks(int[][] rowsOfBit) {
        int[] picks = new int[rowsOfBit.length];
        for (int bit = 0; bit < picks.length; bit++) {
            for (int row : rowsOfBit[bit]) {
                picks[bit] |= 1 << row;
            }
        }
        return picks;
    }

    /**
     * The sum that 3-of-n is combined by, with all rows in registers; returns how many bytes are
     * done. Branches depend on the weights alone.
     */
    private static int sumOfThree(
            int[] picks, byte[][] rows, int[] from, byte[] target, int to, int length) {
        byte[] first = rows[0];
        byte[] second = rows[1];
        byte[] third = rows[2];
        int fromFirst = from[0];
        int fromSecond = from[1];
        int fromThird = from[2];
        int i = 0;
        for (; i <= length - 2 * LANES; i += 2 * LANES) {
            ByteVector a = ByteVector.fromArray(SPECIES, first, fromFirst + i);
            ByteVector b = ByteVector.fromArray(SPECIES, second, fromSecond + i);
            ByteVector c = ByteVector.fromArray(SPECIES, third, fromThird + i);
            ByteVector d = ByteVector.fromArray(SPECIES, first, fromFirst + i + LANES);
            ByteVector e = ByteVector.fromArray(SPECIES, second, fromSecond + i + LANES);
            ByteVector f = ByteVector.fromArray(SPECIES, third, fromThird + i + LANES);
            ByteVector x = ByteVector.zero(SPECIES);
            ByteVector y = x;
            for (int pick : picks) {
                x = x.add(x).lanewise(XOR, REDUCTION, x.compare(LT, NONE));
                y = y.add(y).lanewise(XOR, REDUCTION, y.compare(LT, NONE));
                if ((pick & 1) != 0) {
                    x = x.lanewise(XOR, a);
                    y = y.lanewise(XOR, d);
                }
                if ((pick & 2) != 0) {
                    x = x.lanewise(XOR, b);
                    y = y.lanewise(XOR, e);
                }
                if ((pick & 4) != 0) {
                    x = x.lanewise(XOR, c);
                    y = y.lanewise(XOR, f);
                }
            }
            x.intoArray(target, to + i);
            y.intoArray(target, to + i + LANES);
        }
        return i;
    }

    @Override
    public void parabolasAtOneToFive(
            byte[][] coefficients, int[] from, byte[][] targets, int to, int length) {
        byte[] secret = coefficients[0];
        byte[] first = coefficients[1];
        byte[] second = coefficients[2];
        int fromSecret = from[0];
        int fromFirst = from[1];
        int fromSecond = from[2];
        byte[] y1 = targets[0];
        byte[] y2 = targets[1];
        byte[] y3 = targets[2];
        byte[] y4 = targets[3];
        byte[] y5 = targets[4];
        int whole = SPECIES.loopBound(length);
        int i = 0;
        for (; i < whole; i += LANES) {
            ByteVector s = ByteVector.fromArray(SPECIES, secret, fromSecret + i);
            ByteVector a = ByteVector.fromArray(SPECIES, first, fromFirst + i);
            ByteVector b = ByteVector.fromArray(SPECIES, second, fromSecond + i);
            ByteVector a2 = a.add(a).lanewise(XOR, REDUCTION, a.compare(LT, NONE));
            ByteVector a4 = a2.add(a2).lanewise(XOR, REDUCTION, a2.compare(LT, NONE));
            ByteVector b2 = b.add(b).lanewise(XOR, REDUCTION, b.compare(LT, NONE));
            ByteVector b4 = b2.add(b2).lanewise(XOR, REDUCTION, b2.compare(LT, NONE));
            ByteVector b8 = b4.add(b4).lanewise(XOR, REDUCTION, b4.compare(LT, NONE));
            ByteVector b16 = b8.add(b8).lanewise(XOR, REDUCTION, b8.compare(LT, NONE));
            int at = to + i;
            ByteVector ab = a.lanewise(XOR, b);
            ByteVector y = s.lanewise(XOR, a2).lanewise(XOR, b4);
            ByteVector z = s.lanewise(XOR, a4).lanewise(XOR, b16);
            s.lanewise(XOR, ab).intoArray(y1, at);
            y.intoArray(y2, at);
            y.lanewise(XOR, ab).intoArray(y3, at);
            z.intoArray(y4, at);
            z.lanewise(XOR, ab).intoArray(y5, at);
        }
        ScalarKernel.parabolasTail(coefficients, from, targets, to, i, length);
    }
}
