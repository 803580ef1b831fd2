package io.warifu.keys.store;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.enrolment.SaeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Store in memory: for tests and as the plain statement of the contract; lost with the process. */
public final class InMemoryKeyStore implements KeyStore {

    private final Map<UUID, WaitingKey> waiting = new HashMap<>();
    private final Map<UUID, IssuedKey> issued = new HashMap<>();

    @Override
    public synchronized Put put(List<WaitingKey> keys) {
        Set<UUID> ids = new HashSet<>();
        for (WaitingKey key : keys) {
            if (!ids.add(key.id()) || waiting.containsKey(key.id())) {
                return Put.ID_IN_USE;
            }
        }
        long before =
                waiting.values().stream()
                        .filter(key -> key.slave().equals(keys.getFirst().slave()))
                        .count();
        if (before + keys.size() > MAX_WAITING_PER_SLAVE) {
            return Put.FULL;
        }
        for (WaitingKey key : keys) {
            SecretBytes own = SecretBytes.takeFrom(key.key().exposeForWire());
            waiting.put(
                    key.id(),
                    new WaitingKey(
                            key.id(),
                            key.master(),
                            key.slave(),
                            key.source(),
                            own,
                            key.expiresAt()));
        }
        return Put.STORED;
    }

    @Override
    public synchronized Taken take(SaeId slave, SaeId master, List<UUID> ids, Instant now) {
        List<WaitingKey> found = new ArrayList<>();
        for (UUID id : ids) {
            WaitingKey key = waiting.get(id);
            if (key != null && key.expiresAt().isAfter(now)) {
                found.add(key);
            }
        }
        if (found.stream().anyMatch(key -> !key.slave().equals(slave))) {
            return new Taken.NotEntitled();
        }
        if (found.size() < ids.size() || found.stream().anyMatch(k -> !k.master().equals(master))) {
            return new Taken.NotFound();
        }
        ids.forEach(waiting::remove);
        return new Taken.Keys(found.stream().map(WaitingKey::key).toList());
    }

    @Override
    public synchronized int cancel(SiteId source, Collection<UUID> ids) {
        int before = waiting.size();
        for (UUID id : ids) {
            WaitingKey key = waiting.get(id);
            if (key != null && key.source().equals(source)) {
                key.key().close();
                waiting.remove(id);
            }
        }
        return before - waiting.size();
    }

    @Override
    public synchronized void recordIssued(List<IssuedKey> keys) {
        keys.forEach(key -> issued.put(key.id(), key));
    }

    @Override
    public synchronized int expire(Instant now) {
        int before = waiting.size();
        waiting.values()
                .removeIf(key -> {
                    boolean expired = !key.expiresAt().isAfter(now);
                    if (expired) {
                        key.key().close();
                    }
                    return expired;
                });
        issued.values().removeIf(key -> !key.expiresAt().isAfter(now));
        return before - waiting.size();
    }

    @Override
    public synchronized long waiting() {
        return waiting.size();
    }
}
