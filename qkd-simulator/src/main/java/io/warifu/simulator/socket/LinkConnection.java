package io.warifu.simulator.socket;

import io.warifu.simulator.auth.SessionId;

/** Both channels of one session. Closing it from any thread ends the session. */
public final class LinkConnection implements AutoCloseable {

    private final Conversations conversations;
    private final SocketFibre fibre;
    private final SessionId id;

    LinkConnection(Conversations conversations, SocketFibre fibre, SessionId id) {
        this.conversations = conversations;
        this.fibre = fibre;
        this.id = id;
    }

    public SessionId id() {
        return id;
    }

    public Conversations conversations() {
        return conversations;
    }

    public SocketFibre fibre() {
        return fibre;
    }

    @Override
    public void close() {
        conversations.close();
        fibre.close();
    }
}
