package io.warifu.simulator.optimise;

import io.warifu.simulator.decoy.Intensity;
import io.warifu.simulator.decoy.SourceSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Maps points of a free space onto source settings that are always allowed: signal, decoy as a
 * share of the signal, probabilities as successive shares, basis bias, each through a logistic
 * curve.
 */
final class SettingsSpace {

    /** Modulators do not extinguish fully; the value of the reference vectors. */
    private static final double FAINT_MEAN_PHOTONS = 2e-4;

    private static final double[] SIGNAL = {0.02, 1};
    private static final double[] DECOY_SHARE = {0.02, 0.95};
    private static final double[] PROBABILITY = {0.002, 0.998};
    private static final double[] KEY_BASIS = {0.3, 0.9995};

    private static final double[] SIGNAL_STARTS = {0.3, 0.5, 0.7};
    private static final double[] DECOY_SHARE_STARTS = {0.1, 0.25, 0.45};
    private static final double[] SIGNAL_SHARE_STARTS = {0.2, 0.5, 0.8};
    private static final double[] DECOY_PART_STARTS = {0.5, 0.75};
    private static final double[] KEY_BASIS_STARTS = {0.5, 0.7, 0.85, 0.95};

    private final int intensities;

    SettingsSpace(int intensities) {
        this.intensities = intensities;
    }

    SourceSettings settings(double[] point) {
        double signal = into(SIGNAL, point[0]);
        double decoy = signal * into(DECOY_SHARE, point[1]);
        double keyBasis = into(KEY_BASIS, point[2]);
        double signalShare = into(PROBABILITY, point[3]);
        List<Intensity> list = new ArrayList<>();
        list.add(new Intensity(signal, signalShare));
        if (intensities == 2) {
            list.add(new Intensity(decoy, 1 - signalShare));
        } else {
            double decoyPart = into(PROBABILITY, point[4]);
            // The three must not collide however near the search drives them to each other.
            double weak = Math.max(decoy, 2 * FAINT_MEAN_PHOTONS);
            list.add(new Intensity(weak, (1 - signalShare) * decoyPart));
            list.add(new Intensity(FAINT_MEAN_PHOTONS, (1 - signalShare) * (1 - decoyPart)));
        }
        return new SourceSettings(list, keyBasis);
    }

    /** A coarse grid over all sensible settings. */
    List<double[]> starts() {
        List<double[]> starts = new ArrayList<>();
        double[] decoyParts = intensities == 2 ? new double[] {0.5} : DECOY_PART_STARTS;
        for (double signal : SIGNAL_STARTS) {
            for (double decoyShare : DECOY_SHARE_STARTS) {
                for (double keyBasis : KEY_BASIS_STARTS) {
                    for (double signalShare : SIGNAL_SHARE_STARTS) {
                        for (double decoyPart : decoyParts) {
                            starts.add(point(signal, decoyShare, keyBasis, signalShare, decoyPart));
                        }
                    }
                }
            }
        }
        return starts;
    }

    private double[] point(double... values) {
        double[] all = {
            outOf(SIGNAL, values[0]),
            outOf(DECOY_SHARE, values[1]),
            outOf(KEY_BASIS, values[2]),
            outOf(PROBABILITY, values[3]),
            outOf(PROBABILITY, values[4])
        };
        return Arrays.copyOf(all, intensities == 2 ? 4 : 5);
    }

    private static double into(double[] range, double free) {
        return range[0] + (range[1] - range[0]) / (1 + StrictMath.exp(-free));
    }

    private static double outOf(double[] range, double value) {
        double share = (value - range[0]) / (range[1] - range[0]);
        return StrictMath.log(share / (1 - share));
    }
}
