package io.warifu.simulator.amplify;

/**
 * The roots that each layer of a transform modulo {@code X^M - i} multiplies by: layer by layer,
 * node by node, lane by lane. Holds two thirds of M complex numbers.
 *
 * <p>Angles are binary fractions of a turn and exact; the roots are right to the last bit or two.
 */
@SuppressWarnings("ArrayRecordComponent") // a table of constants; never compared
record Twiddles(int size, int lanes, boolean startsByTwo, double[][] layers) {

    /** The angle of i. */
    private static final double QUARTER_TURN = 0.25;

    /** The tables for M = {@code size} elements. */
    static Twiddles of(int size, int lanes) {
        int levels = Integer.numberOfTrailingZeros(size / lanes);
        boolean startsByTwo = (levels & 1) == 1;
        int first = startsByTwo ? 1 : 0;
        double[][] layers = new double[first + levels / 2][];
        if (startsByTwo) {
            layers[0] = new double[2 * lanes];
            for (int lane = 0; lane < lanes; lane++) {
                root(layers[0], lane, lanes, turns(lanes, lane) / 2);
            }
        }
        for (int layer = first, level = first; level < levels; layer++, level += 2) {
            int nodes = 1 << level;
            double[] roots = new double[4 * lanes * nodes];
            for (int node = 0; node < nodes; node++) {
                for (int lane = 0; lane < lanes; lane++) {
                    double turns = turns(lanes * nodes, lane * nodes + node);
                    int at = 4 * lanes * node + lane;
                    root(roots, at, lanes, turns / 2);
                    root(roots, at + 2 * lanes, lanes, turns / 4);
                }
            }
            layers[layer] = roots;
        }
        return new Twiddles(size, lanes, startsByTwo, layers);
    }

    /** The angle of c where {@code X^M - i} has been split into {@code nodes} nodes. */
    static double turns(int nodes, int node) {
        double turns = QUARTER_TURN;
        for (int bit = nodes >>> 1; bit != 0; bit >>>= 1) {
            turns = turns / 2 + ((node & bit) == 0 ? 0 : 0.5);
        }
        return turns;
    }

    private static void root(double[] roots, int at, int lanes, double turns) {
        roots[at] = Math.cos(2 * Math.PI * turns);
        roots[at + lanes] = Math.sin(2 * Math.PI * turns);
    }
}
