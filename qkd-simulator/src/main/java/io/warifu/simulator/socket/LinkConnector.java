package io.warifu.simulator.socket;

import io.warifu.simulator.channel.ChannelException;

/** How one end comes to a connection: Alice dials, Bob listens. */
public sealed interface LinkConnector extends AutoCloseable
        permits DialingConnector, ListeningConnector {

    /**
     * Dials, or waits for a caller; a failure may be tried again at once or later. Fails with
     * AUTH_POOL_EMPTY, at either end, when no greeting can be paid for any more.
     */
    LinkConnection connect() throws ChannelException;

    /** Ends waiting; later calls of {@link #connect} fail. */
    @Override
    void close();
}
