package io.warifu.demo.sharesbench;

import io.warifu.demo.bench.Goal;
import org.jspecify.annotations.Nullable;

/**
 * Something whose speed is measured.
 *
 * @param bytes of secret that one turn works through
 * @param records whether the rate is told in turns a second instead of bytes
 * @param goal of the ratio to AES-256-GCM, or of the rate of records
 */
record Subject(String id, String name, int bytes, boolean records, @Nullable Goal goal, Turn turn) {

    /** One turn; the result depends on what was computed, so nothing can be left out. */
    @FunctionalInterface
    interface Turn {
        long run() throws Exception;
    }

    String unit() {
        return records ? "records/s" : "GB/s";
    }

    /** From turns a second to what the row shows. */
    double rate(double turnsPerSecond) {
        return records ? turnsPerSecond : turnsPerSecond * bytes / 1e9;
    }
}
