package io.warifu.sharing;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * Name of one dealing, 16 random bytes. Shares of two dealings of the same object interpolate to
 * garbage without any error, so every share carries the name of its own.
 */
public record SharingId(long high, long low) {

    public static final int BYTES = 16;

    /** A fresh name; it is public, so it costs no supplied coins. */
    static SharingId random(AesCtrCoins names) {
        byte[] bytes = new byte[BYTES];
        names.fill(bytes, BYTES);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new SharingId(buffer.getLong(), buffer.getLong());
    }

    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    }

    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
