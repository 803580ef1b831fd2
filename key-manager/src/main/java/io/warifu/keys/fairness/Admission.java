package io.warifu.keys.fairness;

/** Whether a request for keys may draw on the stock now. */
public sealed interface Admission {

    /** It may; the ticket is closed when the request has drawn its bits or failed. */
    record Admitted(Ticket ticket) implements Admission {}

    /**
     * It may not.
     *
     * @param availableBits what the pair may draw now
     * @param retryAfterSeconds when to ask again, at least 1
     */
    record Refused(long availableBits, int retryAfterSeconds) implements Admission {}

    /** Bits that are about to be drawn. */
    interface Ticket extends AutoCloseable {

        /** Says that the bits were drawn; without it, closing gives them back to the pair. */
        void drawn();

        @Override
        void close();
    }
}
