package io.warifu.keys.relay;

import java.util.List;
import java.util.UUID;

/** Keys that their source takes back, as it stands in JSON. */
record Voids(List<UUID> ids, String reason) {

    static final int MAX_REASON_CHARACTERS = 200;

    Voids {
        ids = List.copyOf(ids);
        if (ids.isEmpty() || ids.size() > Manifest.MAX_KEYS) {
            throw new IllegalArgumentException("1 to " + Manifest.MAX_KEYS + " keys are named");
        }
        if (reason.length() > MAX_REASON_CHARACTERS) {
            throw new IllegalArgumentException("the reason is too long");
        }
    }
}
