package io.warifu.demo.keybench;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One key of a key container, ETSI GS QKD 014 clause 6.3. It is compared and then forgotten. */
@SuppressWarnings("ArrayRecordComponent") // Compared by value where it matters.
record DeliveredKey(UUID id, byte[] key) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static List<DeliveredKey> read(byte[] container) {
        List<DeliveredKey> keys = new ArrayList<>();
        for (JsonNode each : JSON.readTree(container).path("keys")) {
            keys.add(
                    new DeliveredKey(
                            UUID.fromString(each.path("key_ID").asString("")),
                            each.path("key").binaryValue()));
        }
        return keys;
    }

    @Override
    public String toString() {
        return "DeliveredKey[id=" + id + "]";
    }
}
