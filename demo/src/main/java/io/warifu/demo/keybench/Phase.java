package io.warifu.demo.keybench;

import java.time.Duration;

/**
 * What clients did in one stretch of time.
 *
 * @param exchanges of enc_keys and dec_keys, each of several keys
 * @param seconds by the clock on the wall, from the first request to the last answer
 */
record Phase(
        long exchanges,
        double seconds,
        Latencies enc,
        Latencies dec,
        Latencies pair,
        ProcessorTime processor) {

    /** Exchanges in a second. */
    double rate() {
        return seconds > 0 ? exchanges / seconds : 0;
    }

    /** Who used the processors meanwhile. */
    record ProcessorTime(Duration keyManagers, Duration database, Duration load) {

        static final ProcessorTime NONE =
                new ProcessorTime(Duration.ZERO, Duration.ZERO, Duration.ZERO);

        ProcessorTime since(ProcessorTime earlier) {
            return new ProcessorTime(
                    keyManagers.minus(earlier.keyManagers),
                    database.minus(earlier.database),
                    load.minus(earlier.load));
        }

        ProcessorTime plus(ProcessorTime other) {
            return new ProcessorTime(
                    keyManagers.plus(other.keyManagers),
                    database.plus(other.database),
                    load.plus(other.load));
        }
    }
}
