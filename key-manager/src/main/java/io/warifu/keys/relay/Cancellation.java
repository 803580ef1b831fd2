package io.warifu.keys.relay;

import java.util.List;
import java.util.UUID;

/** Keys that their source will never issue, as it stands in JSON. */
record Cancellation(List<UUID> keyIds) {

    Cancellation {
        keyIds = List.copyOf(keyIds);
        if (keyIds.isEmpty() || keyIds.size() > Consignment.MAX_KEYS) {
            throw new IllegalArgumentException("a cancellation names 1 to 128 keys");
        }
    }
}
