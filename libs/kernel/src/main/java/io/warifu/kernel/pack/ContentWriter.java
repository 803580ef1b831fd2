package io.warifu.kernel.pack;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Writes the fields of a parcel's content, big-endian; {@link ContentReader} reads them back. */
final class ContentWriter {

    static final byte VERSION = 1;
    static final int MAX_TEXT_BYTES = 65_535;

    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(buffer);

    ContentWriter(String magic) {
        bytes(magic.getBytes(StandardCharsets.US_ASCII));
        u8(VERSION);
    }

    void u8(int value) {
        write(() -> out.writeByte(value));
    }

    void u32(int value) {
        write(() -> out.writeInt(value));
    }

    void u64(long value) {
        write(() -> out.writeLong(value));
    }

    void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > MAX_TEXT_BYTES) {
            throw new IllegalArgumentException("a text field holds at most 65535 bytes");
        }
        write(() -> out.writeShort(utf8.length));
        bytes(utf8);
    }

    void bytes(byte[] value) {
        write(() -> out.write(value));
    }

    byte[] toByteArray() {
        return buffer.toByteArray();
    }

    private interface Write {
        void run() throws IOException;
    }

    private static void write(Write write) {
        try {
            write.run();
        } catch (IOException e) {
            throw new UncheckedIOException("a buffer in memory does not fail", e);
        }
    }
}
