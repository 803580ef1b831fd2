package io.warifu.keys.relay;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import org.jspecify.annotations.Nullable;

/**
 * A hop's answer: the keys lie committed at the destination, or why they do not.
 *
 * @param from sending end of the hop that failed; null when accepted or when no hop is to blame
 * @param to receiving end of that hop
 */
public record RelayAnswer(Outcome outcome, @Nullable String from, @Nullable String to) {

    static final RelayAnswer ACCEPTED = new RelayAnswer(Outcome.ACCEPTED, null, null);

    static RelayAnswer refused(Outcome outcome, SiteId from, SiteId to) {
        return new RelayAnswer(outcome, from.value(), to.value());
    }

    boolean blames(LinkId link) {
        return from != null
                && to != null
                && link.joins(new SiteId(from))
                && link.joins(new SiteId(to));
    }

    /** What a hop can answer, and the HTTP status it travels with. */
    public enum Outcome {
        ACCEPTED(200, false),
        /** The message contradicts the topology, the path or the clock. */
        MALFORMED(400, false),
        /** The one-time tag does not fit: the message was altered. */
        TAG_WRONG(409, false),
        /** A byte of the pad was used before: a replay. */
        PAD_USED(409, false),
        /** The receiver has no such block. */
        PAD_UNKNOWN(409, false),
        NO_STOCK(503, false),
        LINK_IN_ALARM(503, false),
        /** The destination does not serve this pair of SAEs, or holds too many keys already. */
        NOT_TAKEN(503, false),
        /** No answer in time: the keys may or may not have arrived. */
        UNREACHABLE(503, true);

        private final int httpStatus;
        private final boolean mayHaveArrived;

        Outcome(int httpStatus, boolean mayHaveArrived) {
            this.httpStatus = httpStatus;
            this.mayHaveArrived = mayHaveArrived;
        }

        int httpStatus() {
            return httpStatus;
        }

        boolean mayHaveArrived() {
            return mayHaveArrived;
        }
    }
}
