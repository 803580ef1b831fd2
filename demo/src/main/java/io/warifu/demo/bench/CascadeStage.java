package io.warifu.demo.bench;

import io.warifu.demo.bench.Meter.Subject;
import io.warifu.simulator.reconcile.CascadePlan;
import io.warifu.simulator.reconcile.CascadeResult;
import io.warifu.simulator.reconcile.CascadeTrial;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cascade, both ends' work, messages encoded and decoded, no waiting. */
final class CascadeStage implements Stage {

    static final String NAME = "cascade";

    private static final int KEY_BITS = 1 << 20;
    private static final int FRAME_BITS = CascadePlan.MAX_FRAME_BITS;

    /** Thousands of frames, because one in a thousand may fail. */
    private static final int TIMES = 4;

    private final Material material = new Material();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "both ends of Cascade at 1, 3, 5 and 8 % errors, 64 frames of 2^14 bits in a block";
    }

    @Override
    public void measure(Meter meter) throws Exception {
        for (int percent : new int[] {1, 3, 5, 8}) {
            Goal goal = percent == 3 ? new Goal(8, 20) : null;
            measure(
                    meter,
                    KEY_BITS,
                    percent / 100.0,
                    goal,
                    "Cascade " + percent + " %, block 2^20");
        }
        measure(meter, FRAME_BITS, 0.03, null, "Cascade 3 %, one key of 2^14");
    }

    private void measure(Meter meter, int keyBits, double rate, @Nullable Goal goal, String name)
            throws Exception {
        Tallies tallies = new Tallies();
        CascadePlan plan = CascadePlan.of(keyBits, rate);
        meter.measure(
                new Subject(NAME, name, "Mbit/s", keyBits / 1e6, goal),
                TIMES,
                () -> new CascadeTrial(plan, rate, material.chance()),
                trial -> tallies.take(trial, trial.run(), rate),
                tallies::figures);
    }

    /** Sums over all runs, warm-up included: they are as good for counting. */
    private static final class Tallies {

        private long frames;
        private long wrongFrames;
        private double efficiency;
        private long roundTrips;
        private int runs;

        long take(CascadeTrial trial, CascadeResult result, double rate) {
            frames += trial.frames();
            wrongFrames += trial.wrongFrames();
            efficiency += result.efficiency(trial.keyBits(), rate);
            roundTrips += result.roundTrips();
            runs++;
            return result.leakedBits();
        }

        Map<String, Double> figures() {
            return Map.of(
                    "f",
                    efficiency / runs,
                    "frames",
                    (double) frames,
                    "frameErrors",
                    (double) wrongFrames,
                    "roundTrips",
                    (double) roundTrips / runs);
        }
    }
}
