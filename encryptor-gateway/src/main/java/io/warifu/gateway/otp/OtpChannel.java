package io.warifu.gateway.otp;

import io.warifu.kernel.id.SiteId;
import java.io.IOException;
import java.util.Optional;

/**
 * A carrier that was opened for the built-in service {@link #SERVICE}: it moves {@link OtpRecord}s
 * in place of a local connection's bytes.
 *
 * <p>Guarantee: every record that {@link #receive} gives out was authenticated, came once and in
 * order; an empty answer means that the other end ended the channel, not that somebody cut it.
 * Limit: it lives for a bounded time. Each direction is used by one thread at a time.
 */
public interface OtpChannel extends AutoCloseable {

    String SERVICE = "warifu-otp";

    SiteId peer();

    /** Seals and sends; the record is on its way when this returns, not yet there. */
    void send(OtpRecord record) throws IOException;

    /**
     * The next record, or empty at the authenticated end.
     *
     * @throws IOException if the channel was cut, or its time is over
     */
    Optional<OtpRecord> receive() throws IOException;

    /** Ends the sending direction with an authenticated end, if it is still open. */
    void end() throws IOException;

    /** Gives the channel up; a cut for the other end, unless both directions had ended. */
    @Override
    void close();
}
