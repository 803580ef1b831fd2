package io.warifu.kernel.wire.qkd014;

/**
 * Status, ETSI GS QKD 014 V1.1.1 clause 6.1. Sizes in bits, counts in keys of {@code key_size}
 * bits.
 */
@SuppressWarnings("MemberName") // The standard's own names.
public record KeyStatus(
        String source_KME_ID,
        String target_KME_ID,
        String master_SAE_ID,
        String slave_SAE_ID,
        int key_size,
        int stored_key_count,
        int max_key_count,
        int max_key_per_request,
        int max_key_size,
        int min_key_size,
        int max_SAE_ID_count) {}
