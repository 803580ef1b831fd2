package io.warifu.sharing;

import io.warifu.sharing.field.Evaluation;
import java.util.stream.IntStream;

/** The evaluation at 1..n that was used last; nearly always it is the next one too. */
final class Plans {

    private record Plan(Threshold threshold, Evaluation evaluation) {}

    private volatile Plan last = make(new Threshold(2, 2));

    Evaluation of(Threshold threshold) {
        Plan plan = last;
        if (!plan.threshold.equals(threshold)) {
            plan = make(threshold);
            last = plan;
        }
        return plan.evaluation;
    }

    private static Plan make(Threshold threshold) {
        int[] points = IntStream.rangeClosed(1, threshold.n()).toArray();
        return new Plan(threshold, Evaluation.of(threshold.k(), points));
    }
}
