package io.warifu.simulator.socket;

import io.warifu.simulator.auth.SessionId;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.Check;

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

    /** Lets a train go into the fibre. */
    public void sendTrain(byte[] train) throws ChannelException {
        try {
            fibre.send(train);
        } catch (ChannelException e) {
            throw explained(e);
        }
    }

    /** Waits for the next train, as long as the link's patience lasts. */
    public byte[] receiveTrain() throws ChannelException {
        try {
            return fibre.receive();
        } catch (ChannelException e) {
            throw explained(e);
        }
    }

    /** An end that gives up closes the fibre first, and says why on the classical channel. */
    private ChannelException explained(ChannelException trouble) {
        return trouble.check() == Check.DISCONNECTED ? conversations.broken(trouble) : trouble;
    }

    @Override
    public void close() {
        conversations.close();
        fibre.close();
    }
}
