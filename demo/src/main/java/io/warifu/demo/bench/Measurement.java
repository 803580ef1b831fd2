package io.warifu.demo.bench;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of the result.
 *
 * @param stage the name by which the stage is chosen
 * @param name what was measured
 * @param unit of the rates
 * @param median rate over all runs, in processor time of the measuring thread
 * @param slowest rate of one run, likewise
 * @param fastest rate of one run, likewise
 * @param wallMedian median rate by the clock on the wall, which other work on the machine lowers
 * @param runs how many were measured
 * @param goal what was hoped for, if anything was
 * @param details further figures of the same runs
 */
record Measurement(
        String stage,
        String name,
        String unit,
        double median,
        double slowest,
        double fastest,
        double wallMedian,
        int runs,
        @Nullable Goal goal,
        Map<String, Double> details) {

    /** Whether it belongs to what is measured, or is there to compare with. */
    boolean yardstick() {
        return stage.equals(YardstickStage.NAME);
    }
}
