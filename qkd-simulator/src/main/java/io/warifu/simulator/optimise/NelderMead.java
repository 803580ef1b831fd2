package io.warifu.simulator.optimise;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.ToDoubleFunction;

/**
 * Downhill simplex search for a maximum (Nelder and Mead 1965). Needs no derivatives and uses no
 * chance, so that the same question has the same answer everywhere. Finds a local maximum only: the
 * caller gives a start in the right valley.
 */
final class NelderMead {

    private static final int MAX_STEPS = 1500;
    private static final double RELATIVE_TOLERANCE = 1e-11;

    /** Never compared, never changed: the array is as good as a value here. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Vertex(double[] point, double value) {}

    private final ToDoubleFunction<double[]> worth;

    NelderMead(ToDoubleFunction<double[]> worth) {
        this.worth = worth;
    }

    /** Climbs from {@code start}, feeling at first {@code reach} far in every direction. */
    double[] climb(double[] start, double reach) {
        int n = start.length;
        Vertex[] simplex = new Vertex[n + 1];
        simplex[0] = at(start);
        for (int i = 0; i < n; i++) {
            double[] beside = start.clone();
            beside[i] += reach;
            simplex[i + 1] = at(beside);
        }
        for (int step = 0; step < MAX_STEPS; step++) {
            Arrays.sort(simplex, Comparator.comparingDouble(Vertex::value).reversed());
            double best = simplex[0].value;
            if (Math.abs(best - simplex[n].value) <= RELATIVE_TOLERANCE * Math.abs(best)) {
                break;
            }
            replaceWorst(simplex);
        }
        Arrays.sort(simplex, Comparator.comparingDouble(Vertex::value).reversed());
        return simplex[0].point;
    }

    private void replaceWorst(Vertex[] simplex) {
        int n = simplex.length - 1;
        double[] centre = new double[n];
        for (int v = 0; v < n; v++) {
            for (int i = 0; i < n; i++) {
                centre[i] += simplex[v].point[i] / n;
            }
        }
        Vertex worst = simplex[n];
        Vertex mirrored = at(between(centre, worst.point, -1));
        if (mirrored.value > simplex[0].value) {
            Vertex farther = at(between(centre, worst.point, -2));
            simplex[n] = farther.value > mirrored.value ? farther : mirrored;
        } else if (mirrored.value > simplex[n - 1].value) {
            simplex[n] = mirrored;
        } else {
            Vertex nearer =
                    mirrored.value > worst.value
                            ? at(between(centre, worst.point, -0.5))
                            : at(between(centre, worst.point, 0.5));
            if (nearer.value > Math.max(worst.value, mirrored.value)) {
                simplex[n] = nearer;
            } else {
                for (int v = 1; v <= n; v++) {
                    simplex[v] = at(between(simplex[0].point, simplex[v].point, 0.5));
                }
            }
        }
    }

    private Vertex at(double[] point) {
        return new Vertex(point, worth.applyAsDouble(point));
    }

    private static double[] between(double[] from, double[] to, double share) {
        double[] point = new double[from.length];
        for (int i = 0; i < point.length; i++) {
            point[i] = from[i] + share * (to[i] - from[i]);
        }
        return point;
    }
}
