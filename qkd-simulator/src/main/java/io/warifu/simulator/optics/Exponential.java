package io.warifu.simulator.optics;

import java.util.SplittableRandom;

/**
 * Exponential variates of mean 1 by the ziggurat of Marsaglia and Tsang (2000) with 256 layers: 99
 * draws in 100 cost one look-up and one multiplication. The library's own {@code nextExponential}
 * is as exact, but too large to be inlined where every nanosecond shows.
 */
final class Exponential {

    private static final int LAYERS = 256;

    /** Where the tail begins, and the area of each layer. */
    private static final double TAIL = 7.69711747013105;

    private static final double AREA = 0.003949659822581557;
    private static final double TWO_TO_53 = 0x1.0p53;

    private static final long[] ACCEPTED = new long[LAYERS];
    private static final double[] WIDTH = new double[LAYERS];
    private static final double[] HEIGHT = new double[LAYERS];

    static {
        double edge = TAIL;
        double base = AREA / Math.exp(-edge);
        ACCEPTED[0] = (long) (edge / base * TWO_TO_53);
        WIDTH[0] = base / TWO_TO_53;
        WIDTH[LAYERS - 1] = edge / TWO_TO_53;
        HEIGHT[0] = 1;
        HEIGHT[LAYERS - 1] = Math.exp(-edge);
        for (int i = LAYERS - 2; i >= 1; i--) {
            double next = -Math.log(AREA / edge + Math.exp(-edge));
            ACCEPTED[i + 1] = (long) (next / edge * TWO_TO_53);
            WIDTH[i] = next / TWO_TO_53;
            HEIGHT[i] = Math.exp(-next);
            edge = next;
        }
    }

    private Exponential() {}

    static double next(SplittableRandom nature) {
        long draw = nature.nextLong();
        int layer = (int) draw & (LAYERS - 1);
        long place = draw >>> 11;
        return place < ACCEPTED[layer] ? place * WIDTH[layer] : outside(nature, layer, place);
    }

    /** The tail, or a place beside the rectangle of its layer. */
    private static double outside(SplittableRandom nature, int firstLayer, long firstPlace) {
        int layer = firstLayer;
        long place = firstPlace;
        while (place >= ACCEPTED[layer]) {
            if (layer == 0) {
                return TAIL - Math.log(1 - nature.nextDouble());
            }
            double x = place * WIDTH[layer];
            double span = HEIGHT[layer - 1] - HEIGHT[layer];
            if (HEIGHT[layer] + nature.nextDouble() * span < Math.exp(-x)) {
                return x;
            }
            long draw = nature.nextLong();
            layer = (int) draw & (LAYERS - 1);
            place = draw >>> 11;
        }
        return place * WIDTH[layer];
    }
}
