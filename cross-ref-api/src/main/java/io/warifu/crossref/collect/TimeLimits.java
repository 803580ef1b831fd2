package io.warifu.crossref.collect;

import java.time.Duration;

/**
 * How long the share servers are waited for.
 *
 * @param answer until a healthy server's answer begins
 * @param suspect the same for a server that failed lately
 * @param transfer until a whole share has arrived
 * @param grace how much longer one more share than needed is waited for
 */
public record TimeLimits(Duration answer, Duration suspect, Duration transfer, Duration grace) {

    public static final TimeLimits DEFAULTS =
            new TimeLimits(
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(60),
                    Duration.ofMillis(100));

    public TimeLimits {
        if (!answer.isPositive()
                || !suspect.isPositive()
                || !grace.isPositive()
                || transfer.compareTo(answer) < 0) {
            throw new IllegalArgumentException(
                    "time limits are positive, and a transfer takes no less than an answer");
        }
    }
}
