package io.warifu.kernel.wire.qkd014;

import java.util.List;

/** Key IDs, ETSI GS QKD 014 V1.1.1 clause 6.4. */
@SuppressWarnings("MemberName") // The standard's own names.
public record KeyIds(List<Entry> key_IDs) {

    public static KeyIds of(String keyId) {
        return new KeyIds(List.of(new Entry(keyId)));
    }

    /**
     * One key asked for by its id.
     *
     * @param key_ID UUID; upper case is accepted
     */
    public record Entry(String key_ID) {}
}
