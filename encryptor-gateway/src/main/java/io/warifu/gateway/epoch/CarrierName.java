package io.warifu.gateway.epoch;

import java.nio.ByteBuffer;

/** The 16 random bytes that name a carrier, as its opener drew them. */
public record CarrierName(long high, long low) {

    public static final int BYTES = 16;

    public static CarrierName read(ByteBuffer source) {
        return new CarrierName(source.getLong(), source.getLong());
    }

    public void write(ByteBuffer target) {
        target.putLong(high).putLong(low);
    }
}
