package io.warifu.demo.keybench;

import java.util.Arrays;

/** Times of one kind of call. Filled by one thread, then put together. */
final class Latencies {

    private static final int FIRST_CAPACITY = 1 << 12;
    private static final double NANOS_PER_MILLI = 1e6;

    private long[] nanos = new long[FIRST_CAPACITY];
    private int count;

    void add(long value) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = value;
    }

    void addAll(Latencies others) {
        for (int i = 0; i < others.count; i++) {
            add(others.nanos[i]);
        }
    }

    int count() {
        return count;
    }

    /** In milliseconds; 0 if nothing was measured. */
    Summary summary() {
        if (count == 0) {
            return new Summary(0, 0, 0);
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return new Summary(
                millis(sorted[(count - 1) / 2]),
                millis(sorted[Math.min(count - 1, (int) Math.ceil(count * 0.99) - 1)]),
                millis(sorted[count - 1]));
    }

    private static double millis(long nanos) {
        return Math.round(nanos / NANOS_PER_MILLI * 100) / 100.0;
    }

    /** Milliseconds. */
    record Summary(double p50, double p99, double max) {}
}
