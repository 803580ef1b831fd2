package io.warifu.simulator.socket;

import io.warifu.simulator.auth.Stamp;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.Check;
import java.nio.ByteBuffer;

/**
 * One message of the classical channel as it travels, believed by nobody yet.
 *
 * <pre>
 * 4  n, bytes of the payload
 * 1  protocol version
 * 1  kind
 * 8  sequence number of this direction, from 0
 * 8  conversation; -1 for the messages of the session itself
 * 8  offset of the pad in the lane of this direction, in bits; -1 if there is no tag
 * n  payload
 * 8  tag
 * </pre>
 *
 * <p>All numbers are big-endian.
 */
public final class Frame {

    public static final int HEADER_BYTES = 30;
    public static final int TAG_BYTES = 8;
    public static final int MAX_PAYLOAD_BYTES = 16 << 20;

    static final int PROTOCOL_VERSION = 2;
    static final long SESSION_ITSELF = -1;
    static final long NO_PAD = -1;

    private final int kind;
    private final long sequence;
    private final long conversation;
    private final byte[] payload;
    private final Stamp stamp;

    /** Keeps {@code payload} without a copy. */
    Frame(int kind, long sequence, long conversation, byte[] payload, Stamp stamp) {
        this.kind = kind;
        this.sequence = sequence;
        this.conversation = conversation;
        this.payload = payload;
        this.stamp = stamp;
    }

    /**
     * The length of the whole frame that begins with these bytes, as they claim.
     *
     * @param header at least four bytes
     * @return a negative number if no frame is that long
     */
    public static int claimedBytes(byte[] header) {
        int payload = ByteBuffer.wrap(header).getInt();
        return payload < 0 || payload > MAX_PAYLOAD_BYTES ? -1 : HEADER_BYTES + payload + TAG_BYTES;
    }

    int kind() {
        return kind;
    }

    long sequence() {
        return sequence;
    }

    long conversation() {
        return conversation;
    }

    byte[] payload() {
        return payload;
    }

    Stamp stamp() {
        return stamp;
    }

    boolean isTagged() {
        return stamp.offsetBits() != NO_PAD;
    }

    byte[] toBytes() {
        return ByteBuffer.allocate(HEADER_BYTES + payload.length + TAG_BYTES)
                .putInt(payload.length)
                .put((byte) PROTOCOL_VERSION)
                .put((byte) kind)
                .putLong(sequence)
                .putLong(conversation)
                .putLong(stamp.offsetBits())
                .put(payload)
                .putLong(stamp.tag())
                .array();
    }

    /** Bytes of the payload that {@code header} claims, if this end reads such a message. */
    static int payloadBytes(byte[] header, int limit) throws ChannelException {
        int payload = ByteBuffer.wrap(header).getInt();
        if (payload < 0 || payload > limit) {
            throw new ChannelException(
                    Check.OVERSIZED, "a message of " + payload + " bytes is refused");
        }
        if (Byte.toUnsignedInt(header[4]) != PROTOCOL_VERSION) {
            throw new ChannelException(
                    Check.VERSION, "the other end speaks another version of the protocol");
        }
        return payload;
    }

    static Frame of(byte[] header, byte[] payload, byte[] tag) {
        ByteBuffer fields = ByteBuffer.wrap(header, 5, HEADER_BYTES - 5);
        int kind = Byte.toUnsignedInt(fields.get());
        long sequence = fields.getLong();
        long conversation = fields.getLong();
        Stamp stamp = new Stamp(fields.getLong(), ByteBuffer.wrap(tag).getLong());
        return new Frame(kind, sequence, conversation, payload, stamp);
    }
}
