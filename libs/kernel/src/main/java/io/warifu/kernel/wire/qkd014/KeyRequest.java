package io.warifu.kernel.wire.qkd014;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Key request, ETSI GS QKD 014 V1.1.1 clause 6.2. Every member may be missing.
 *
 * @param number of keys, default 1
 * @param size of each key in bits, default the key manager's key_size
 */
@SuppressWarnings("MemberName") // The standard's own names.
public record KeyRequest(
        @Nullable Integer number,
        @Nullable Integer size,
        @Nullable List<String> additional_slave_SAE_IDs,
        @Nullable List<Map<String, Object>> extension_mandatory,
        @Nullable List<Map<String, Object>> extension_optional) {

    public static KeyRequest of(int number, int sizeBits) {
        return new KeyRequest(number, sizeBits, null, null, null);
    }
}
