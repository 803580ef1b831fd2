package io.warifu.sharing;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Name of one dealing, 16 random bytes. Shares of two dealings of the same object interpolate to
 * garbage without any error, so every share carries the name of its own.
 */
public record SharingId(long high, long low) {

    public static final int BYTES = 16;

    public static SharingId random(SecureRandom random) {
        return new SharingId(random.nextLong(), random.nextLong());
    }

    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    }

    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
