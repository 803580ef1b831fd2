package io.warifu.keys.store;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.enrolment.SaeId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Note of an end key at its source; the key itself is never kept there. */
public record IssuedKey(
        UUID id,
        SaeId master,
        List<SaeId> slaves,
        List<SiteId> destinations,
        int sizeBits,
        Instant madeAt,
        Instant expiresAt) {

    private static final UUID NO_ID = new UUID(0, 0);

    public IssuedKey {
        slaves = List.copyOf(slaves);
        destinations = List.copyOf(destinations);
    }

    /** Groups keys that differ in their ids alone, so that one statement can write them. */
    static Collection<List<IssuedKey>> alike(Collection<IssuedKey> keys) {
        return keys.stream()
                .collect(Collectors.groupingBy(IssuedKey::withoutId, Collectors.toList()))
                .values();
    }

    private IssuedKey withoutId() {
        return new IssuedKey(NO_ID, master, slaves, destinations, sizeBits, madeAt, expiresAt);
    }
}
