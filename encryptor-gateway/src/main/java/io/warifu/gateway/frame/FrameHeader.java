package io.warifu.gateway.frame;

/**
 * The 24 bytes before every body, without the version, which is fixed, and the flags, which are
 * zero.
 *
 * @param epoch under whose keys the body is sealed
 * @param sequence per carrier, direction and epoch, from 0, one more with each record
 * @param stream {@link #CONTROL_STREAM} during set-up, {@link #DATA_STREAM} afterwards
 * @param lengthBytes of the body, with its tag
 */
public record FrameHeader(FrameType type, int epoch, long sequence, int stream, int lengthBytes) {

    public static final int BYTES = 24;
    public static final int TAG_BYTES = 16;

    /** Plain bytes of one record at most. */
    public static final int MAX_PLAIN_BYTES = 64 * 1024;

    public static final int MIN_BODY_BYTES = TAG_BYTES;
    public static final int MAX_BODY_BYTES = MAX_PLAIN_BYTES + TAG_BYTES;
    public static final int MAX_FRAME_BYTES = BYTES + MAX_BODY_BYTES;

    public static final int CONTROL_STREAM = 0;
    public static final int DATA_STREAM = 1;

    public FrameHeader {
        if (sequence < 0) {
            throw new IllegalArgumentException("sequence is negative: " + sequence);
        }
        if (lengthBytes < MIN_BODY_BYTES || lengthBytes > MAX_BODY_BYTES) {
            throw new IllegalArgumentException(
                    "a body is "
                            + MIN_BODY_BYTES
                            + " to "
                            + MAX_BODY_BYTES
                            + " bytes, not "
                            + lengthBytes);
        }
    }

    /** A header of the set-up phase, which has no order of its own to keep. */
    public static FrameHeader control(FrameType type, int epoch, int lengthBytes) {
        return new FrameHeader(type, epoch, 0, CONTROL_STREAM, lengthBytes);
    }

    /** A header of the record phase. */
    public static FrameHeader record(FrameType type, int epoch, long sequence, int lengthBytes) {
        return new FrameHeader(type, epoch, sequence, DATA_STREAM, lengthBytes);
    }

    public int frameBytes() {
        return BYTES + lengthBytes;
    }
}
