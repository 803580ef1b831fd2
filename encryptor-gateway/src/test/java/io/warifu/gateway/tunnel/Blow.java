package io.warifu.gateway.tunnel;

import io.warifu.gateway.frame.FrameCodec;
import io.warifu.gateway.frame.FrameHeader;
import io.warifu.gateway.frame.FrameType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** What the man in the middle does with the frame he hits. */
interface Blow {

    void strike(byte[] frame, Relay.Wire out) throws IOException;

    static Blow flip(int offset) {
        return (frame, out) -> {
            frame[offset < 0 ? frame.length + offset : offset] ^= 1;
            out.write(frame);
        };
    }

    static byte[] forged(byte[] original, FrameType type, int bodyBytes) {
        byte[] frame = Arrays.copyOf(original, FrameHeader.BYTES + bodyBytes);
        ByteBuffer header = ByteBuffer.wrap(original);
        FrameCodec.write(
                FrameHeader.record(type, header.getInt(4), header.getLong(8), bodyBytes), frame);
        return frame;
    }

    static byte[] typed(byte[] frame, FrameType type) {
        frame[1] = (byte) type.code();
        return frame;
    }
}
