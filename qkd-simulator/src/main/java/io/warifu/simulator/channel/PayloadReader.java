package io.warifu.simulator.channel;

import io.warifu.simulator.bits.BitString;
import java.util.Arrays;
import java.util.UUID;

/**
 * Reads what {@link PayloadWriter} wrote and believes nothing: each read checks the bytes that are
 * left, counts have a limit, and {@link #end()} refuses anything after the last field.
 */
public final class PayloadReader {

    private final byte[] bytes;
    private int next;

    public PayloadReader(byte[] bytes) {
        this.bytes = bytes;
    }

    public int getByte() throws ChannelException {
        need(1);
        return bytes[next++] & 0xFF;
    }

    public long getLong() throws ChannelException {
        need(Long.BYTES);
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = (value << 8) | (bytes[next++] & 0xFFL);
        }
        return value;
    }

    /** A count of at most {@code limit}. */
    public long getCount(long limit) throws ChannelException {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            int group = getByte();
            value |= (group & 0x7FL) << shift;
            if (group < 0x80) {
                if (value > limit) {
                    throw new ChannelException(
                            Check.MALFORMED, "count " + value + " is above " + limit);
                }
                return value;
            }
        }
        throw new ChannelException(Check.MALFORMED, "a count does not end");
    }

    public int getInt(int limit) throws ChannelException {
        return (int) getCount(limit);
    }

    public UUID getUuid() throws ChannelException {
        return new UUID(getLong(), getLong());
    }

    public BitString getBits(int limitBits) throws ChannelException {
        int length = getInt(limitBits);
        return BitString.ofBytes(length, getRaw(BitString.bytesFor(length)));
    }

    /** A bit string whose length the protocol fixes. */
    public BitString getBitsOfLength(int bits) throws ChannelException {
        BitString read = getBits(bits);
        if (read.length() != bits) {
            throw new ChannelException(
                    Check.MALFORMED, "expected " + bits + " bits, got " + read.length());
        }
        return read;
    }

    public byte[] getBytes(int limitBytes) throws ChannelException {
        return getRaw(getInt(limitBytes));
    }

    /** The message must end here. */
    public void end() throws ChannelException {
        if (next != bytes.length) {
            throw new ChannelException(
                    Check.MALFORMED, (bytes.length - next) + " bytes too many in a message");
        }
    }

    /** Zero or one. */
    public boolean getFlag() throws ChannelException {
        int value = getByte();
        if (value > 1) {
            throw new ChannelException(Check.MALFORMED, "a flag is 0 or 1");
        }
        return value == 1;
    }

    /** At least so many bytes must follow. */
    public void requireRemaining(int count) throws ChannelException {
        need(count);
    }

    /** So many bytes, whose number the protocol fixes. */
    public byte[] getRaw(int count) throws ChannelException {
        need(count);
        byte[] raw = Arrays.copyOfRange(bytes, next, next + count);
        next += count;
        return raw;
    }

    private void need(int count) throws ChannelException {
        if (bytes.length - next < count) {
            throw new ChannelException(Check.MALFORMED, "a message ends too early");
        }
    }
}
