package io.warifu.kernel.id;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * Name of one object (a pack or a catalogue segment) at the share servers: random, so that it says
 * nothing about patient, type or time. 16 bytes on the wire, canonical UUID form in URLs.
 */
public record ObjectId(UUID value) implements Comparable<ObjectId> {

    public static final int BYTES = 16;

    public static ObjectId parse(String text) {
        UUID uuid = UUID.fromString(text);
        if (!uuid.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("an object id is a UUID of 36 characters");
        }
        return new ObjectId(uuid);
    }

    public static ObjectId fromBytes(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("an object id has 16 bytes, not " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new ObjectId(new UUID(buffer.getLong(), buffer.getLong()));
    }

    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits())
                .array();
    }

    @Override
    public int compareTo(ObjectId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
