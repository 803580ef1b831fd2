package io.warifu.gateway.ledger;

import io.warifu.kernel.id.SiteId;
import java.time.Instant;
import java.util.UUID;

/** A key that was fetched and never protected anything. */
public record BurntKey(long line, SiteId peer, UUID keyId, String reasonCode, Instant at) {}
