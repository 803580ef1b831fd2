package io.warifu.simulator.socket;

/** What one conversation, or a whole session, has cost so far at this end. */
public record Traffic(
        long messagesSent,
        long payloadBytesSent,
        long tagBitsSent,
        long messagesReceived,
        long payloadBytesReceived,
        long tagBitsReceived) {

    static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, 0);

    /** Bits that both directions took from the authentication pool. */
    public long authenticationBits() {
        return tagBitsSent + tagBitsReceived;
    }

    Traffic sent(long payloadBytes, long tagBits) {
        return new Traffic(
                messagesSent + 1,
                payloadBytesSent + payloadBytes,
                tagBitsSent + tagBits,
                messagesReceived,
                payloadBytesReceived,
                tagBitsReceived);
    }

    Traffic received(long payloadBytes, long tagBits) {
        return new Traffic(
                messagesSent,
                payloadBytesSent,
                tagBitsSent,
                messagesReceived + 1,
                payloadBytesReceived + payloadBytes,
                tagBitsReceived + tagBits);
    }
}
