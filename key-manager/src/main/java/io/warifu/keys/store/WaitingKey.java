package io.warifu.keys.store;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.enrolment.SaeId;
import java.time.Instant;
import java.util.UUID;

/**
 * An end key at the slave's site, from its arrival to its one delivery.
 *
 * @param source site whose key manager made the key; only it may void it
 */
public record WaitingKey(
        UUID id, SaeId master, SaeId slave, SiteId source, SecretBytes key, Instant expiresAt) {}
