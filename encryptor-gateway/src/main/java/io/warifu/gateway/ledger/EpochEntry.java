package io.warifu.gateway.ledger;

import java.util.Optional;
import java.util.UUID;

/**
 * What an epoch was made from.
 *
 * @param keyId of the QKD key; empty if there is none in it
 * @param initiatedHere whether this end was the 014 master of the key
 */
public record EpochEntry(
        EpochName name, Optional<UUID> keyId, KeyMode mode, boolean initiatedHere) {}
