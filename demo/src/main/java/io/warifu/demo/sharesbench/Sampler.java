package io.warifu.demo.sharesbench;

import io.warifu.demo.story.Terminal;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/**
 * Measures a subject and the yardstick in turns, a few milliseconds each, so that both meet the
 * same machine. Times are processor times of the measuring thread.
 */
final class Sampler {

    private static final double STRETCH_NANOS = 8e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final int samples;
    private final double warmUpSeconds;
    private final Terminal terminal;
    private final GcmYardstick yardstick;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long consumed;

    /**
     * One measured row.
     *
     * @param rate median, in the subject's unit
     * @param yardstick median rate of AES-256-GCM in the same samples, GB/s
     * @param ratio median of the samples' ratios of bytes a second
     * @param lowestRatio of one sample
     * @param highestRatio of one sample
     */
    record Row(
            Subject subject,
            double rate,
            double yardstick,
            double ratio,
            double lowestRatio,
            double highestRatio) {}

    Sampler(int samples, double warmUpSeconds, Terminal terminal, GcmYardstick yardstick) {
        this.samples = samples;
        this.warmUpSeconds = warmUpSeconds;
        this.terminal = terminal;
        this.yardstick = yardstick;
    }

    /** Depends on every result. */
    long consumed() {
        return consumed;
    }

    Row measure(Subject subject) throws Exception {
        long started = System.nanoTime();
        terminal.progress(subject.name() + ", warming up", 0, samples, "samples", started);
        int turns = warmUp(subject.turn());
        int yardTurns = warmUp(yardstick::run);
        double[] rates = new double[samples];
        double[] yards = new double[samples];
        double[] ratios = new double[samples];
        started = System.nanoTime();
        for (int i = 0; i < samples; i++) {
            terminal.progress(subject.name(), i, samples, "samples", started);
            yards[i] = turnsPerSecond(yardstick::run, yardTurns) * GcmYardstick.BYTES;
            double perSecond = turnsPerSecond(subject.turn(), turns);
            rates[i] = subject.rate(perSecond);
            ratios[i] = perSecond * subject.bytes() / yards[i];
        }
        Arrays.sort(rates);
        Arrays.sort(yards);
        Arrays.sort(ratios);
        return new Row(
                subject,
                rates[samples / 2],
                yards[samples / 2] / 1e9,
                ratios[samples / 2],
                ratios[0],
                ratios[samples - 1]);
    }

    /** Runs until warm and returns how many turns fill a stretch. */
    private int warmUp(Subject.Turn turn) throws Exception {
        int turns = 1;
        long begin = threads.getCurrentThreadCpuTime();
        double perSecond = turnsPerSecond(turn, turns);
        while (threads.getCurrentThreadCpuTime() - begin < warmUpSeconds * NANOS_PER_SECOND) {
            turns = (int) Math.max(1, perSecond * STRETCH_NANOS / NANOS_PER_SECOND);
            perSecond = turnsPerSecond(turn, turns);
        }
        return turns;
    }

    private double turnsPerSecond(Subject.Turn turn, int turns) throws Exception {
        long from = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < turns; i++) {
            consumed += turn.run();
        }
        return turns * NANOS_PER_SECOND / Math.max(1, threads.getCurrentThreadCpuTime() - from);
    }
}
