package io.warifu.simulator.amplify;

import io.warifu.simulator.bits.BitString;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The product by adding up shifted seeds, 64 bits at once.
 *
 * <p>Exact; no branch and no memory address depends on a key bit. The cost grows with rows times
 * columns, so it suits small matrices, where it beats the transforms.
 */
final class WordEngine implements Engine {

    @Override
    public List<long[]> products(Shape shape, long[] seed, List<long[]> columns) {
        List<long[]> products = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            products.add(new long[BitString.wordsFor(shape.rowBits())]);
        }
        // Column j adds the seed from bit columnBits - 1 - j on. Offsets with the same remainder by
        // 64 share one shifted copy of the seed, so that the rest is adding whole words.
        long[] shifted = new long[seed.length + 1];
        for (int shift = 0; shift < Long.SIZE; shift++) {
            shiftDown(seed, shift, shifted);
            for (int c = 0; c < columns.size(); c++) {
                long[] column = columns.get(c);
                for (int offset = shift; offset < shape.columnBits(); offset += Long.SIZE) {
                    int j = shape.columnBits() - 1 - offset;
                    long mask = -((column[j >>> 6] >>> (j & 63)) & 1);
                    addMasked(products.get(c), shifted, offset >>> 6, mask);
                }
            }
        }
        for (long[] product : products) {
            BitSlices.clearFrom(product, shape.rowBits());
        }
        Arrays.fill(shifted, 0);
        return products;
    }

    private static void shiftDown(long[] source, int shift, long[] target) {
        for (int i = 0; i < source.length; i++) {
            long high = i + 1 == source.length ? 0 : source[i + 1] << 1 << (63 - shift);
            target[i] = (source[i] >>> shift) | high;
        }
    }

    private static void addMasked(long[] sum, long[] words, int from, long mask) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] ^= words[from + i] & mask;
        }
    }
}
