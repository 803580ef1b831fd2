package io.warifu.crossref.collect;

import io.warifu.kernel.id.SiteId;
import java.time.Instant;

/**
 * How one share server looked when it was asked last.
 *
 * @param since when the condition began
 * @param latencyMillis of the last answer; -1 before the first
 * @param reason why it does not answer; empty if it does
 */
public record ServerState(
        SiteId site,
        int index,
        Condition condition,
        Instant since,
        long latencyMillis,
        String reason) {

    public enum Condition {
        UNKNOWN,
        ANSWERING,
        NOT_ANSWERING
    }

    public boolean answering() {
        return condition == Condition.ANSWERING;
    }
}
