package io.warifu.simulator.socket;

import io.warifu.simulator.auth.Binding;
import io.warifu.simulator.auth.ReceivingTags;
import io.warifu.simulator.auth.SendingTags;
import io.warifu.simulator.auth.SessionId;
import io.warifu.simulator.auth.Stamp;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.Check;

/**
 * The two directions of an authenticated session: seals what this end says, opens what it hears.
 *
 * <p>Guarantee: {@link #open} lets through exactly the messages that the other end sealed in this
 * session, in their order, each once. One thread may seal while another opens.
 */
final class Session implements AutoCloseable {

    private final SessionId id;
    private final SendingTags sending;
    private final ReceivingTags receiving;
    private long nextSent;
    private long nextReceived;

    /** After the greeting: so many messages have passed in each direction. */
    Session(
            SessionId id,
            SendingTags sending,
            ReceivingTags receiving,
            long alreadySent,
            long alreadyReceived) {
        this.id = id;
        this.sending = sending;
        this.receiving = receiving;
        this.nextSent = alreadySent;
        this.nextReceived = alreadyReceived;
    }

    Frame seal(int kind, long conversation, byte[] payload) throws ChannelException {
        Frame frame = sealed(id, sending, kind, nextSent, conversation, payload);
        nextSent++;
        return frame;
    }

    void open(Frame frame) throws ChannelException {
        if (frame.sequence() != nextReceived) {
            throw new ChannelException(
                    Check.SEQUENCE,
                    "message " + frame.sequence() + " came in place of " + nextReceived);
        }
        verify(id, receiving, frame);
        nextReceived++;
    }

    static Frame sealed(
            SessionId id,
            SendingTags tags,
            int kind,
            long sequence,
            long conversation,
            byte[] payload)
            throws ChannelException {
        Stamp stamp =
                tags.stamp(
                        id,
                        new Binding(Frame.PROTOCOL_VERSION, kind, sequence, conversation),
                        payload);
        return new Frame(kind, sequence, conversation, payload, stamp);
    }

    static void verify(SessionId id, ReceivingTags tags, Frame frame) throws ChannelException {
        if (!frame.isTagged()) {
            throw new ChannelException(Check.AUTHENTICATION, "a message has no tag");
        }
        Binding binding =
                new Binding(
                        Frame.PROTOCOL_VERSION,
                        frame.kind(),
                        frame.sequence(),
                        frame.conversation());
        tags.verify(id, binding, frame.payload(), frame.stamp());
    }

    @Override
    public void close() {
        sending.close();
        receiving.close();
    }
}
