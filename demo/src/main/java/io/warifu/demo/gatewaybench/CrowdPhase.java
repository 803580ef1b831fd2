package io.warifu.demo.gatewaybench;

import io.warifu.demo.gatewaypair.ProcessFigures;
import io.warifu.demo.gatewaypair.Streams;
import io.warifu.demo.story.Terminal;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Many streams at once through one route, what they cost in memory, and what stays behind. */
final class CrowdPhase {

    private static final int STREAM_BYTES = 64 * 1024;
    private static final int STREAMS_BEFORE_IDLE = 100;
    private static final int IDLE_SECONDS = 10;
    private static final int QUICK_IDLE_SECONDS = 1;

    /** Whatever still has to be tidied up after the last stream is over by then. */
    private static final long SETTLING_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long TENTH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final GatewayBenchmark.Choice choice;
    private final Terminal terminal;

    CrowdPhase(GatewayBenchmark.Choice choice, Terminal terminal) {
        this.choice = choice;
        this.terminal = terminal;
    }

    Crowd run(Route route) throws IOException, InterruptedException {
        for (long pid : route.pids()) {
            ProcessFigures.forgetPeak(pid);
        }
        terminal.line(choice.streams() + " streams at once: " + route.name());
        Streams streams = Streams.run(route.port(), choice.streams(), STREAM_BYTES);
        double near = ProcessFigures.peakMebibytes(route.pids().getFirst());
        double far = ProcessFigures.peakMebibytes(route.pids().getLast());
        return new Crowd(streams, near, far, idle(route));
    }

    private double idle(Route route) throws IOException, InterruptedException {
        var _ = Streams.run(route.port(), STREAMS_BEFORE_IDLE, STREAM_BYTES);
        int seconds = choice.quick() ? QUICK_IDLE_SECONDS : IDLE_SECONDS;
        LockSupport.parkNanos(SETTLING_NANOS);
        double before = ProcessFigures.processorSeconds(route.pids());
        long started = System.nanoTime();
        long end = started + TimeUnit.SECONDS.toNanos(seconds);
        for (long now = started; now < end; now = System.nanoTime()) {
            terminal.time("idle: " + route.name(), (now - started) / TENTH_NANOS, 10L * seconds);
            LockSupport.parkNanos(Math.min(TENTH_NANOS, end - now));
        }
        return (ProcessFigures.processorSeconds(route.pids()) - before) / seconds;
    }
}
