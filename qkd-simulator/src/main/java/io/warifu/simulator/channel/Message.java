package io.warifu.simulator.channel;

/** One classical message as it arrived: its kind and its payload, not read yet. */
public final class Message {

    private final MessageKind kind;
    private final byte[] payload;

    /** Keeps {@code payload} without a copy: whoever makes a message gives the array away. */
    public Message(MessageKind kind, byte[] payload) {
        this.kind = kind;
        this.payload = payload;
    }

    public MessageKind kind() {
        return kind;
    }

    public int payloadBytes() {
        return payload.length;
    }

    /** The fields of the payload, from the start. */
    public PayloadReader reader() {
        return new PayloadReader(payload);
    }

    /** The fields of the payload, if the message is of the kind that the protocol expects now. */
    public PayloadReader expect(MessageKind expected) throws ChannelException {
        if (kind != expected) {
            throw new ChannelException("expected " + expected + ", got " + kind);
        }
        return reader();
    }
}
