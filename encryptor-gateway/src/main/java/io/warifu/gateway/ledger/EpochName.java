package io.warifu.gateway.ledger;

import io.warifu.kernel.id.SiteId;
import java.util.UUID;

/**
 * Names an epoch for all time.
 *
 * @param peer the other site
 * @param session 16 bytes that both ends derive for one common life of their two processes
 * @param epoch its number; rises within a session, never repeats
 */
public record EpochName(SiteId peer, UUID session, int epoch) {}
