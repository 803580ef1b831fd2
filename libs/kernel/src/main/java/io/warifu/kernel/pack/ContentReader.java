package io.warifu.kernel.pack;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Reads what {@link ContentWriter} wrote; every fault ends in {@link MalformedParcelException}. */
final class ContentReader {

    private final ByteBuffer in;

    ContentReader(String magic, byte[] content) throws MalformedParcelException {
        in = ByteBuffer.wrap(content);
        byte[] expected = magic.getBytes(StandardCharsets.US_ASCII);
        if (content.length <= expected.length) {
            throw new MalformedParcelException("the content is cut");
        }
        for (byte b : expected) {
            if (in.get() != b) {
                throw new MalformedParcelException("the content is no " + magic);
            }
        }
        if (in.get() != ContentWriter.VERSION) {
            throw new MalformedParcelException("the content has an unknown version");
        }
    }

    /** Runs {@code body} and demands that it reads the content to the last byte. */
    <T> T read(Supplier<T> body) throws MalformedParcelException {
        T result;
        try {
            result = body.get();
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new MalformedParcelException("the content is damaged: " + e.getMessage(), e);
        }
        if (in.hasRemaining()) {
            throw new MalformedParcelException("bytes follow the last field");
        }
        return result;
    }

    int u8() {
        return Byte.toUnsignedInt(in.get());
    }

    int u32() {
        return in.getInt();
    }

    long u64() {
        return in.getLong();
    }

    int count(int limit) {
        int count = u32();
        if (count < 0 || count > limit) {
            throw new IllegalArgumentException("a count is out of range");
        }
        return count;
    }

    String text() {
        byte[] utf8 = bytes(Short.toUnsignedInt(in.getShort()));
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a text field is no UTF-8", e);
        }
    }

    byte[] bytes(int length) {
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("a length is out of range");
        }
        byte[] value = new byte[length];
        in.get(value);
        return value;
    }
}
