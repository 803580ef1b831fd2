package io.warifu.simulator.channel;

/**
 * The public conversation of the two ends: messages arrive whole, in order, once, and from the
 * other end, or not at all. Secrecy is not asked of it: whatever is said here counts as known to
 * everybody.
 *
 * <p>The protocols are half duplex: one end speaks until it needs an answer. Implementations bound
 * every wait; a silent peer ends in a {@link ChannelException}.
 */
public interface ClassicalChannel {

    void send(MessageKind kind, PayloadWriter payload) throws ChannelException;

    Message receive() throws ChannelException;

    /** Waits for the one kind that the protocol allows now. */
    default PayloadReader receive(MessageKind expected) throws ChannelException {
        return receive().expect(expected);
    }
}
