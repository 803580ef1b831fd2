package io.warifu.keys.relay;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.enrolment.SaeId;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Reads bytes strictly: whatever does not fit is refused with an IllegalArgumentException. */
final class WireReader {

    private final ByteBuffer in;

    WireReader(byte[] bytes) {
        this.in = ByteBuffer.wrap(bytes);
    }

    int u8() {
        need(1);
        return in.get() & 0xff;
    }

    int u16() {
        need(2);
        return in.getShort() & 0xffff;
    }

    int i32() {
        need(4);
        return in.getInt();
    }

    long i64() {
        need(8);
        return in.getLong();
    }

    UUID uuid() {
        return new UUID(i64(), i64());
    }

    byte[] bytes(int length) {
        if (length < 0) {
            throw new IllegalArgumentException("a negative length");
        }
        need(length);
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    SiteId site() {
        return new SiteId(text(u8()));
    }

    SaeId sae() {
        return new SaeId(text(u16()));
    }

    /** A count or number between two bounds, both included. */
    int within(int value, int least, int most, String what) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("wrong " + what);
        }
        return value;
    }

    int position() {
        return in.position();
    }

    void end() {
        if (in.hasRemaining()) {
            throw new IllegalArgumentException("bytes after the end");
        }
    }

    private String text(int length) {
        byte[] utf8 = bytes(length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("text that is not UTF-8", e);
        }
    }

    private void need(int length) {
        if (in.remaining() < length) {
            throw new IllegalArgumentException("too short", new BufferUnderflowException());
        }
    }
}
