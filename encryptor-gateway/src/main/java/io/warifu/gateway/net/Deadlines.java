package io.warifu.gateway.net;

import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends sockets that take too long.
 *
 * <p>A deadline is absolute, however slowly bytes drip. Time-outs of the socket itself are avoided
 * on purpose: after the first read or connect with one the JDK keeps the socket in non-blocking
 * mode for good, and every later read costs two system calls more.
 */
public final class Deadlines implements AutoCloseable {

    private final ScheduledThreadPoolExecutor clock;

    public Deadlines() {
        clock =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("gateway-deadlines").factory());
        clock.setRemoveOnCancelPolicy(true);
    }

    /** Resets {@code socket} unless the result is closed within {@code time}. */
    public Deadline on(Socket socket, Duration time) {
        Deadline deadline = new Deadline(socket);
        deadline.task = clock.schedule(deadline::pass, time.toNanos(), TimeUnit.NANOSECONDS);
        return deadline;
    }

    /** One socket's deadline. */
    public static final class Deadline implements AutoCloseable {

        private final Socket socket;
        private volatile boolean passed;
        private volatile Future<?> task = CompletableFuture.completedFuture(null);

        private Deadline(Socket socket) {
            this.socket = socket;
        }

        private void pass() {
            passed = true;
            Sockets.reset(socket);
        }

        /** Whether it was this deadline that ended the socket. */
        public boolean hasPassed() {
            return passed;
        }

        /** Lifts the deadline. */
        @Override
        public void close() {
            task.cancel(false);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
