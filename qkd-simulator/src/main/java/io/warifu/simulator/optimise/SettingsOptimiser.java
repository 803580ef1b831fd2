package io.warifu.simulator.optimise;

import io.warifu.simulator.asymptotic.ExpectedCounts;
import io.warifu.simulator.decoy.BinaryEntropy;
import io.warifu.simulator.decoy.BlockCounts;
import io.warifu.simulator.decoy.SourceSettings;
import io.warifu.simulator.finite.FiniteKey;
import io.warifu.simulator.finite.SecretLength;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses what Alice may choose so that a block yields the most secret bits per pulse.
 *
 * <p>A coarse grid finds the valley, a simplex its top; no chance is involved. Not a proof of a
 * global maximum, but the printed optima are met. A long fibre and a small block may have no key at
 * all: then the settings are those that come nearest to one.
 */
public final class SettingsOptimiser {

    private static final int CLIMBS = 3;
    private static final double FIRST_REACH = 0.5;
    private static final double SECOND_REACH = 0.1;

    private final LinkProblem problem;
    private final SettingsSpace space;

    private SettingsOptimiser(LinkProblem problem) {
        this.problem = problem;
        this.space = new SettingsSpace(problem.proof().intensities());
    }

    public static Optimum best(LinkProblem problem) {
        return new SettingsOptimiser(problem).search();
    }

    private Optimum search() {
        // Lives in this method only and is never compared.
        @SuppressWarnings("ArrayRecordComponent")
        record Start(double[] point, double worth) {}
        List<Start> starts =
                space.starts().stream()
                        .map(point -> new Start(point, worth(point)))
                        .sorted(Comparator.comparingDouble(Start::worth).reversed())
                        .limit(CLIMBS)
                        .toList();
        NelderMead search = new NelderMead(this::worth);
        double[] best = starts.getFirst().point;
        for (Start start : starts) {
            double[] top = search.climb(start.point, FIRST_REACH);
            // A simplex may flatten before the top; a fresh one from there does not.
            top = search.climb(top, SECOND_REACH);
            if (worth(top) > worth(best)) {
                best = top;
            }
        }
        return judge(space.settings(best));
    }

    private Optimum judge(SourceSettings source) {
        BlockCounts counts =
                ExpectedCounts.of(
                        source, problem.lossDb(), problem.detector(), problem.blockDetections());
        SecretLength length =
                FiniteKey.of(
                        problem.proof(),
                        source,
                        counts,
                        problem.security(),
                        ExpectedCounts.leakBits(counts, problem.correctionEfficiency()));
        return new Optimum(source, counts, length, length.bits() / counts.pulses());
    }

    /**
     * Secret bits per pulse before rounding, negative where there is no key, to show the way up.
     */
    private double worth(double[] point) {
        Optimum judged = judge(space.settings(point));
        SecretLength length = judged.length();
        double vacuum = Double.isNaN(length.vacuumKeyLow()) ? 0 : length.vacuumKeyLow();
        double bits =
                vacuum
                        + length.singleKey() * (1 - BinaryEntropy.of(length.phaseError()))
                        - length.leakBits()
                        - length.deductionBits();
        return bits / judged.counts().pulses();
    }
}
