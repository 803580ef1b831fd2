package io.warifu.sharing.field;

/**
 * The inner loops of all linear sharing, on whole blocks of elements.
 *
 * <p>Guarantee, for every implementation: time depends on lengths and on public constants, never on
 * the elements. Multiplication is by repeated doubling, so there is no table to be watched through
 * the cache, whichever compiler the JVM has at hand.
 */
interface FieldKernel {

    /** For reports: which loops these are. */
    String name();

    /** How many bits it works on at once with the Vector API, 0 without. */
    int vectorBits();

    /**
     * Sets {@code target[to ..]} to the sum of the rows times their weights. The target may be one
     * of the rows if it starts at the same place.
     *
     * @param rowsOfBit for each bit of the weights, the highest first, the rows whose weight has it
     * @param from where each row begins
     */
    void sum(int[][] rowsOfBit, byte[][] rows, int[] from, byte[] target, int to, int length);

    /**
     * The values at 1 .. 5 of s + a x + b x^2, by six doublings instead of twelve: 3^2 = 5 and 5^2
     * = 17 in this field.
     *
     * @param coefficients s, a, b
     * @param from where each of them begins
     * @param targets five
     */
    void parabolasAtOneToFive(
            byte[][] coefficients, int[] from, byte[][] targets, int to, int length);
}
