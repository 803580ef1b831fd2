package io.warifu.gateway.cipher;

/**
 * How much one key of one direction may protect before sending stops.
 *
 * <p>At 64 GiB the advantage of an attacker against AES-GCM is about 2^-65 (blocks squared over
 * 2^129), at 2^22 records no counter is near its end.
 */
public record CarrierLimits(long maxBytes, long maxRecords) {

    public static final CarrierLimits HARD = new CarrierLimits(64L << 30, 1L << 22);

    public CarrierLimits {
        if (maxBytes < 1 || maxBytes > 64L << 30 || maxRecords < 1 || maxRecords > 1L << 22) {
            throw new IllegalArgumentException("limits may be tightened, never loosened");
        }
    }
}
