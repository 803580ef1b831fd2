package io.warifu.gateway.epoch;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What the opener of a carrier said about it: who it is, the carrier's name, and its random. All of
 * it goes into each of the carrier's keys.
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode are written below.
public record CarrierNames(boolean openerIsLow, CarrierName carrier, byte[] randomC) {

    public static final int RANDOM_BYTES = 32;

    public CarrierNames {
        if (randomC.length != RANDOM_BYTES) {
            throw new IllegalArgumentException("a random has " + RANDOM_BYTES + " bytes");
        }
    }

    byte[] bytes() {
        ByteBuffer names = ByteBuffer.allocate(1 + CarrierName.BYTES + RANDOM_BYTES);
        names.put((byte) (openerIsLow ? 0 : 1));
        carrier.write(names);
        return names.put(randomC).array();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CarrierNames that
                && openerIsLow == that.openerIsLow
                && carrier.equals(that.carrier)
                && Arrays.equals(randomC, that.randomC);
    }

    @Override
    public int hashCode() {
        return carrier.hashCode();
    }
}
