package io.warifu.demo.control;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for something that another process does, by asking again, for a bounded time. */
public final class Waiting {

    private static final Duration INTERVAL = Duration.ofMillis(250);

    private Waiting() {}

    /** Where an answer comes from, or not yet. */
    @FunctionalInterface
    public interface Source<T> {
        Optional<T> ask() throws IOException;
    }

    /** Whether {@code condition} became true within {@code limit}. */
    public static boolean until(Duration limit, BooleanSupplier condition) throws IOException {
        return answer(limit, () -> Optional.of(true).filter(_ -> condition.getAsBoolean()))
                .isPresent();
    }

    /** The first answer of {@code source}; empty if it gave none within {@code limit}. */
    public static <T> Optional<T> answer(Duration limit, Source<T> source) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        Optional<T> answer = source.ask();
        while (answer.isEmpty() && System.nanoTime() <= deadline) {
            pause();
            answer = source.ask();
        }
        return answer;
    }

    static void pause() throws IOException {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(INTERVAL.toMillis()));
        if (Thread.interrupted()) {
            throw new IOException("interrupted");
        }
    }
}
