package io.warifu.simulator.auth;

import io.warifu.kernel.id.LinkId;
import java.nio.file.Path;

/**
 * One end's pool of one link.
 *
 * @param folder where the state lives; nothing else may be kept there
 * @param preSharedSecret raw bytes, the same file at both ends, read once; 192 bits are enough for
 *     one greeting, 64 KiB are sensible
 * @param capacityBits of each lane; must hold half of the pre-shared secret; fixed when the pool is
 *     first opened
 * @param reservationPads how many pads are written off ahead at a time: what a killed process loses
 */
public record PoolSettings(
        LinkId link,
        Party end,
        Path folder,
        Path preSharedSecret,
        int capacityBits,
        int reservationPads) {

    public static final int DEFAULT_CAPACITY_BITS = 1 << 23;
    public static final int DEFAULT_RESERVATION_PADS = 64;

    private static final int MAX_CAPACITY_BITS = 1 << 28;
    private static final int MAX_RESERVATION_PADS = 1 << 16;

    public PoolSettings {
        if (capacityBits < 64 || capacityBits > MAX_CAPACITY_BITS || capacityBits % 64 != 0) {
            throw new IllegalArgumentException("capacity: 64 to 2^28 bits, in words of 64");
        }
        if (reservationPads < 1 || reservationPads > MAX_RESERVATION_PADS) {
            throw new IllegalArgumentException("reservation: 1 to 65536 pads");
        }
    }

    /** With room for a megabyte in each lane, and 64 pads reserved at a time. */
    public static PoolSettings of(LinkId link, Party end, Path folder, Path preSharedSecret) {
        return new PoolSettings(
                link,
                end,
                folder,
                preSharedSecret,
                DEFAULT_CAPACITY_BITS,
                DEFAULT_RESERVATION_PADS);
    }
}
