package io.warifu.demo.gatewaybench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One route in one round.
 *
 * @param mebibytesPerSecond of one stream, by the clock on the wall
 * @param cpuSecondsPerGibibyte of all processes of the route together
 * @param p50Micros and {@code p99Micros} of a request of 1 KiB and its answer
 */
record Sample(
        double mebibytesPerSecond,
        double cpuSecondsPerGibibyte,
        double p50Micros,
        double p99Micros) {

    /** The four figures, with their names. */
    @SuppressWarnings("ImmutableEnumChecker") // Method references, which hold nothing.
    enum Figure {
        THROUGHPUT("throughput", "MiB/s", Sample::mebibytesPerSecond),
        PROCESSOR("processor time, pair", "CPU-s/GiB", Sample::cpuSecondsPerGibibyte),
        P50("1 KiB and answer, p50", "us", Sample::p50Micros),
        P99("1 KiB and answer, p99", "us", Sample::p99Micros);

        private final String title;
        private final String unit;
        private final ToDoubleFunction<Sample> of;

        Figure(String title, String unit, ToDoubleFunction<Sample> of) {
            this.title = title;
            this.unit = unit;
            this.of = of;
        }

        String title() {
            return title;
        }

        String unit() {
            return unit;
        }

        double of(Sample sample) {
            return of.applyAsDouble(sample);
        }

        double[] sorted(List<Sample> samples) {
            return samples.stream().mapToDouble(of).sorted().toArray();
        }

        /** Median of the ratios, each of two samples of the same round. */
        double ratio(List<Sample> samples, List<Sample> yardsticks) {
            double[] ratios = new double[Math.min(samples.size(), yardsticks.size())];
            for (int round = 0; round < ratios.length; round++) {
                ratios[round] = of(samples.get(round)) / of(yardsticks.get(round));
            }
            Arrays.sort(ratios);
            return median(ratios);
        }
    }

    static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
