package io.warifu.gateway.cipher;

import io.warifu.gateway.frame.FrameType;

/**
 * A record, or data of several that came one after the other, whose tag, order and epoch were
 * verified. Only {@link RecordOpener} makes it.
 *
 * <p>It lends the buffer that it was opened into.
 */
public final class OpenedRecord {

    private final FrameType type;
    private final byte[] buffer;
    private final int plainBytes;

    OpenedRecord(FrameType type, byte[] buffer, int plainBytes) {
        this.type = type;
        this.buffer = buffer;
        this.plainBytes = plainBytes;
    }

    public FrameType type() {
        return type;
    }

    /** The plain bytes lie at its beginning. */
    public byte[] buffer() {
        return buffer;
    }

    public int plainBytes() {
        return plainBytes;
    }
}
