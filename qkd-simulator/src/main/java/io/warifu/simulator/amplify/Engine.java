package io.warifu.simulator.amplify;

import java.util.List;

/** One way to multiply bit vectors by a Toeplitz matrix. */
interface Engine {

    /**
     * For each column vector x of {@code columnBits} bits, the {@code rowBits} bits {@code y[i] =
     * sum over j of seed[i + columnBits - 1 - j] x[j]} modulo two, in new arrays. Both counts are
     * at least 1, and bits past the ends of the arrays' contents are zero.
     */
    List<long[]> products(Shape shape, long[] seed, List<long[]> columns);

    /** The shape of the matrix. */
    record Shape(int rowBits, int columnBits) {

        int seedBits() {
            return rowBits + columnBits - 1;
        }
    }
}
