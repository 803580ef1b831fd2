package io.warifu.keys.store;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.enrolment.SaeId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An end key at its destination, from its arrival to its last delivery.
 *
 * @param slaves those served at this site; each gets the key once
 * @param source site whose key manager made the key; only it may void it
 */
public record WaitingKey(
        UUID id,
        SaeId master,
        List<SaeId> slaves,
        SiteId source,
        SecretBytes key,
        Instant madeAt,
        Instant expiresAt,
        KeyRoute route) {

    public WaitingKey {
        slaves = List.copyOf(slaves);
    }
}
