package io.warifu.gateway.frame;

/**
 * A frame as it came from the wire: well-formed, but <b>not verified</b>. Only the cipher turns it
 * into an opened record; nothing else may act on its body.
 *
 * <p>It lends its reader's buffer and is valid until the reader's next call.
 */
public final class ReceivedFrame {

    private final FrameHeader header;
    private final byte[] buffer;
    private final int offset;

    public ReceivedFrame(FrameHeader header, byte[] buffer, int offset) {
        this.header = header;
        this.buffer = buffer;
        this.offset = offset;
    }

    public FrameHeader header() {
        return header;
    }

    /** The array in which the frame lies. */
    public byte[] buffer() {
        return buffer;
    }

    /** Where the header begins. */
    public int headerOffset() {
        return offset;
    }

    /** Where the body begins. */
    public int bodyOffset() {
        return offset + FrameHeader.BYTES;
    }

    public int bodyBytes() {
        return header.lengthBytes();
    }
}
