package io.warifu.simulator.auth;

import java.nio.ByteBuffer;

/**
 * What a tag binds besides the payload, as 63 bytes in front of it.
 *
 * <pre>
 *  1  protocol version (not zero)
 *  1  lane: 1 Alice to Bob, 2 Bob to Alice
 *  1  kind of message
 *  4  bytes of the payload
 *  8  sequence number
 *  8  conversation
 *  8  offset of the pad in its lane, in bits
 * 16  nonce of Alice
 * 16  nonce of Bob; zeros in the first message of Alice
 * </pre>
 *
 * <p>Numbers are big-endian.
 *
 * @param kind code of the kind of message, 0 to 255
 */
public record Binding(int version, int kind, long sequence, long conversation) {

    static final int HEADER_BYTES = 63;

    public Binding {
        if (version < 1 || version > 255 || kind < 0 || kind > 255) {
            throw new IllegalArgumentException("version: 1 to 255, kind: 0 to 255");
        }
    }

    byte[] header(Lane lane, SessionId session, long padOffset, int payloadBytes) {
        ByteBuffer header =
                ByteBuffer.allocate(HEADER_BYTES)
                        .put((byte) version)
                        .put((byte) lane.code())
                        .put((byte) kind)
                        .putInt(payloadBytes)
                        .putLong(sequence)
                        .putLong(conversation)
                        .putLong(padOffset);
        session.putInto(header);
        return header.array();
    }
}
