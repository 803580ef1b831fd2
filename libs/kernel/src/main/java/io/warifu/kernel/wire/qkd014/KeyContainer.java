package io.warifu.kernel.wire.qkd014;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Key container, ETSI GS QKD 014 V1.1.1 clause 6.3. */
public record KeyContainer(List<Key> keys) {

    public KeyContainer {
        keys = List.copyOf(keys);
    }

    /**
     * One key on the wire. The array is the live one: whoever reads the container wipes it.
     *
     * @param key_ID canonical lower-case UUID
     * @param key base64 in JSON, standard alphabet with padding
     * @param key_extension what a key manager adds, such as the way the key came; none if null
     */
    @SuppressWarnings({
        "MemberName",
        "ArrayRecordComponent"
    }) // The standard's names; wiped in place.
    public record Key(String key_ID, byte[] key, @Nullable Map<String, Object> key_extension) {

        public Key(String key_ID, byte[] key) {
            this(key_ID, key, null);
        }

        @Override
        public String toString() {
            return "Key[key_ID=" + key_ID + "]";
        }
    }
}
