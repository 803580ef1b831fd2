package io.warifu.demo.bench;

import io.warifu.demo.story.Terminal;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs work on the calling thread, first until the compiler has seen enough of it, then measured.
 *
 * <p>Rates are in processor time of this thread, because machines are shared. Limit: collecting
 * garbage and compiling happen on other threads and are not in it; the time on the wall, which is
 * kept beside it, has both.
 */
final class Meter {

    private static final double NANOS_PER_SECOND = 1e9;

    private final int runs;
    private final double warmUpSeconds;
    private final Terminal terminal;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final List<Measurement> measurements = new ArrayList<>();
    private long consumed;

    Meter(int runs, double warmUpSeconds, Terminal terminal) {
        this.runs = runs;
        this.warmUpSeconds = warmUpSeconds;
        this.terminal = terminal;
    }

    /**
     * What is measured, and how it is called.
     *
     * @param amount units of work in one run
     */
    record Subject(String stage, String name, String unit, double amount, @Nullable Goal goal) {}

    /** Work on something made ready beforehand; the result is used, so it cannot be left out. */
    @FunctionalInterface
    interface Work<T> {
        long run(T prepared) throws Exception;
    }

    int runs() {
        return runs;
    }

    /** All results so far. */
    List<Measurement> measurements() {
        return List.copyOf(measurements);
    }

    /** Depends on every result, so that none was computed for nothing. */
    long consumed() {
        return consumed;
    }

    /** Measures what needs no preparation. */
    void measure(Subject subject, Callable<Long> work) throws Exception {
        measure(subject, 1, () -> "", _ -> work.call(), Map::of);
    }

    /**
     * Measures {@code times} times the usual number of runs. Preparation is not in the figures;
     * {@code details} is asked after the last run, {@code prepare} once for each run.
     */
    <T> void measure(
            Subject subject,
            int times,
            Callable<T> prepare,
            Work<T> work,
            Supplier<Map<String, Double>> details)
            throws Exception {
        long started = System.nanoTime();
        int measured = runs * times;
        for (double spent = 0; spent < warmUpSeconds * NANOS_PER_SECOND; ) {
            terminal.progress(subject.name + ", warming up", 0, measured, "runs", started);
            T prepared = prepare.call();
            long from = threads.getCurrentThreadCpuTime();
            consumed += work.run(prepared);
            spent += threads.getCurrentThreadCpuTime() - from;
        }
        double[] rates = new double[measured];
        double[] wallRates = new double[measured];
        started = System.nanoTime();
        for (int i = 0; i < measured; i++) {
            terminal.progress(subject.name, i, measured, "runs", started);
            T prepared = prepare.call();
            long wallFrom = System.nanoTime();
            long from = threads.getCurrentThreadCpuTime();
            consumed += work.run(prepared);
            long nanos = threads.getCurrentThreadCpuTime() - from;
            long wallNanos = System.nanoTime() - wallFrom;
            rates[i] = subject.amount * NANOS_PER_SECOND / Math.max(1, nanos);
            wallRates[i] = subject.amount * NANOS_PER_SECOND / Math.max(1, wallNanos);
        }
        Arrays.sort(rates);
        Arrays.sort(wallRates);
        measurements.add(
                new Measurement(
                        subject.stage,
                        subject.name,
                        subject.unit,
                        rates[measured / 2],
                        rates[0],
                        rates[measured - 1],
                        wallRates[measured / 2],
                        measured,
                        subject.goal,
                        details.get()));
    }
}
