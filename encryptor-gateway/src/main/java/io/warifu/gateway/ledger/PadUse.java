package io.warifu.gateway.ledger;

import io.warifu.kernel.id.SiteId;
import java.util.List;
import java.util.UUID;

/**
 * One field that travels under one-time pads.
 *
 * @param block name of this use, the same at both ends
 * @param sentHere whether this end is the sender
 * @param bytes length of the field
 * @param keyIds pads in their order, the MAC key last
 */
public record PadUse(SiteId peer, UUID block, boolean sentHere, int bytes, List<UUID> keyIds) {

    /** 4 KiB in keys of 32 bytes, and the MAC key. */
    public static final int MAX_KEYS = 129;

    public PadUse {
        keyIds = List.copyOf(keyIds);
        if (keyIds.size() < 2 || keyIds.size() > MAX_KEYS) {
            throw new IllegalArgumentException("a field takes 2 to " + MAX_KEYS + " keys");
        }
        if (bytes < 1 || bytes > 32 * (keyIds.size() - 1)) {
            throw new IllegalArgumentException(bytes + " bytes under " + keyIds.size() + " keys");
        }
    }
}
