package io.warifu.keys.store;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.enrolment.SaeId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Note of an end key at its source; the key itself is never kept there. */
public record IssuedKey(
        UUID id,
        SaeId master,
        List<SaeId> slaves,
        List<SiteId> destinations,
        int sizeBits,
        Instant madeAt,
        Instant expiresAt) {

    public IssuedKey {
        slaves = List.copyOf(slaves);
        destinations = List.copyOf(destinations);
    }
}
