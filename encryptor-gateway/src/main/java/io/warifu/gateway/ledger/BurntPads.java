package io.warifu.gateway.ledger;

import io.warifu.kernel.id.SiteId;
import java.util.List;
import java.util.UUID;

/** Keys that were fetched for one field and wiped unused, by their names. */
public record BurntPads(SiteId peer, List<UUID> keyIds, String reasonCode) {

    public BurntPads {
        keyIds = List.copyOf(keyIds);
        if (keyIds.isEmpty() || keyIds.size() > PadUse.MAX_KEYS) {
            throw new IllegalArgumentException(
                    "a field takes at most " + PadUse.MAX_KEYS + " keys");
        }
    }
}
