package io.warifu.keys.hybrid;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Fields one after another, each behind its length in four bytes, most significant first: no two
 * lists of fields give the same bytes.
 */
final class LengthPrefixed {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

    private LengthPrefixed() {}

    /** Begins with a label that no other use shares. */
    static LengthPrefixed of(String label) {
        return new LengthPrefixed().add(label);
    }

    LengthPrefixed add(byte[] field) {
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(field.length).array());
        bytes.writeBytes(field);
        return this;
    }

    LengthPrefixed add(String field) {
        return add(field.getBytes(StandardCharsets.UTF_8));
    }

    LengthPrefixed add(UUID field) {
        return add(
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(field.getMostSignificantBits())
                        .putLong(field.getLeastSignificantBits())
                        .array());
    }

    LengthPrefixed add(int field) {
        return add(ByteBuffer.allocate(Integer.BYTES).putInt(field).array());
    }

    LengthPrefixed add(long field) {
        return add(ByteBuffer.allocate(Long.BYTES).putLong(field).array());
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
