package io.warifu.simulator.channel;

import io.warifu.simulator.bits.BitString;
import java.util.Arrays;
import java.util.UUID;

/**
 * Writes the fields of one message: fixed numbers big-endian, counts as base-128 groups with the
 * lowest group first, bit strings as a count and packed bytes.
 */
public final class PayloadWriter {

    private byte[] bytes;
    private int size;

    public PayloadWriter() {
        this(64);
    }

    public PayloadWriter(int expectedBytes) {
        this.bytes = new byte[Math.max(16, expectedBytes)];
    }

    public PayloadWriter putByte(int value) {
        room(1);
        bytes[size++] = (byte) value;
        return this;
    }

    public PayloadWriter putLong(long value) {
        room(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    /** A number that is not negative, in as few groups of seven bits as it needs. */
    public PayloadWriter putCount(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("a count is not negative");
        }
        room(10);
        long rest = value;
        while (rest > 0x7F) {
            bytes[size++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    public PayloadWriter putUuid(UUID value) {
        return putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
    }

    public PayloadWriter putBits(BitString bits) {
        putCount(bits.length());
        return putRaw(bits.toBytes());
    }

    public PayloadWriter putBytes(byte[] value) {
        putCount(value.length);
        return putRaw(value);
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /** Bytes whose number the protocol fixes. */
    public PayloadWriter putRaw(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
