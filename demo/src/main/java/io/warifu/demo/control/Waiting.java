package io.warifu.demo.control;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for something that another process does, by asking again, for a bounded time. */
public final class Waiting {

    private static final Duration INTERVAL = Duration.ofMillis(250);

    private Waiting() {}

    /** Whether {@code condition} became true within {@code limit}. */
    public static boolean until(Duration limit, BooleanSupplier condition) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause();
        }
        return true;
    }

    static void pause() throws IOException {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(INTERVAL.toMillis()));
        if (Thread.interrupted()) {
            throw new IOException("interrupted");
        }
    }
}
