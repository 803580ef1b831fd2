package io.warifu.demo.gatewaytrial;

import java.time.Duration;

/**
 * How soon gateways must act in a trial.
 *
 * @param notice until both ends see an error when a connection is cut
 * @param recovery until new streams work when a killed gateway is ready again
 * @param stall that a transfer may make while no key comes
 */
public record Bars(Duration notice, Duration recovery, Duration stall) {

    /** What the gateways promise. */
    public static final Bars PROMISED =
            new Bars(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(1));

    /**
     * For a machine whose other work holds processes up. They still tell a cut that is noticed by
     * itself from one that a ping (10 s) or silence (30 s) betrays, streams that come back by
     * themselves from those that do not, and a transfer that goes on from one that waits for a
     * single call of a key manager (2 s).
     */
    public static final Bars ON_A_BUSY_MACHINE =
            new Bars(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMillis(1_800));

    /** Whether {@code seconds} are not above {@code bar}. */
    static boolean holds(Duration bar, double seconds) {
        return seconds <= bar.toMillis() / 1e3;
    }
}
