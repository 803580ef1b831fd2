package io.warifu.sharing.protocol;

import io.warifu.sharing.field.Interpolation;
import io.warifu.sharing.field.WeightedSum;
import java.util.SortedSet;

/** Sums of lanes. */
final class Sums {

    private static final WeightedSum TWO = WeightedSum.of(1, 1);

    private Sums() {}

    /** Adds {@code values} to {@code sum}. */
    static void add(byte[] sum, Lanes values) {
        values.require(sum.length);
        TWO.apply(new byte[][] {sum, values.bytes()}, 0, sum, 0, sum.length);
    }

    static boolean isZero(Lanes values) {
        int any = 0;
        for (byte value : values.bytes()) {
            any |= value;
        }
        return any == 0;
    }

    /**
     * {@code values} times the weight that {@code from} has when {@code among} interpolate at x.
     */
    static byte[] weighted(Lanes values, int from, SortedSet<Integer> among, int x) {
        int[] points = among.stream().mapToInt(Integer::intValue).toArray();
        int[] weights = Interpolation.weightsAt(x, points);
        int weight = weights[among.headSet(from).size()];
        byte[] product = new byte[values.lengthBytes()];
        WeightedSum.of(weight).apply(new byte[][] {values.bytes()}, 0, product, 0, product.length);
        return product;
    }
}
