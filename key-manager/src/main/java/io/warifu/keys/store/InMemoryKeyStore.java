package io.warifu.keys.store;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.audit.KeyState;
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

/**
 * Store in memory: for tests and as the plain statement of the contract; lost with the process, and
 * without an audit.
 */
public final class InMemoryKeyStore implements KeyStore {

    private final SiteId own;
    private final Map<UUID, Arrived> arrived = new HashMap<>();
    private final Map<UUID, Made> made = new HashMap<>();

    public InMemoryKeyStore(SiteId own) {
        this.own = own;
    }

    private static final class Made {
        private final IssuedKey note;
        private KeyState state = KeyState.RESERVED;
        private KeyRoute route = KeyRoute.within();

        Made(IssuedKey note) {
            this.note = note;
        }
    }

    private static final class Arrived {
        private final WaitingKey key;
        private final Set<SaeId> undelivered;
        private KeyState state = KeyState.READY;

        Arrived(WaitingKey key) {
            this.key = key;
            this.undelivered = new HashSet<>(key.slaves());
        }

        void end(KeyState last) {
            state = last;
            key.key().close();
        }
    }

    @Override
    public synchronized void reserve(List<IssuedKey> keys) {
        keys.forEach(key -> made.put(key.id(), new Made(key)));
    }

    @Override
    public synchronized boolean issue(List<UUID> ids, KeyRoute route) {
        List<Made> found = ids.stream().map(made::get).toList();
        if (found.stream().anyMatch(key -> key == null || key.state != KeyState.RESERVED)) {
            return false;
        }
        for (Made key : found) {
            key.state = KeyState.ISSUED;
            key.route = route;
        }
        return true;
    }

    @Override
    public synchronized Put put(List<WaitingKey> keys) {
        Set<UUID> ids = new HashSet<>();
        for (WaitingKey key : keys) {
            if (!ids.add(key.id()) || arrived.containsKey(key.id())) {
                return Put.ID_IN_USE;
            }
            for (SaeId slave : key.slaves()) {
                if (waitingFor(slave) + keys.size() > MAX_WAITING_PER_SLAVE) {
                    return Put.FULL;
                }
            }
        }
        for (WaitingKey key : keys) {
            SecretBytes own = SecretBytes.takeFrom(key.key().exposeForWire());
            arrived.put(
                    key.id(),
                    new Arrived(
                            new WaitingKey(
                                    key.id(),
                                    key.master(),
                                    key.slaves(),
                                    key.source(),
                                    own,
                                    key.madeAt(),
                                    key.expiresAt(),
                                    key.route())));
        }
        return Put.STORED;
    }

    private long waitingFor(SaeId slave) {
        return arrived.values().stream()
                .filter(key -> key.state == KeyState.READY && key.undelivered.contains(slave))
                .count();
    }

    @Override
    public synchronized List<Taken> takeAll(List<Take> requests, Instant now) {
        return requests.stream()
                .map(request -> taken(request.slave(), request.master(), request.ids(), now))
                .toList();
    }

    private Taken taken(SaeId slave, SaeId master, List<UUID> ids, Instant now) {
        List<Arrived> found = new ArrayList<>();
        boolean complete = true;
        for (UUID id : ids) {
            Arrived key = arrived.get(id);
            if (key == null || !key.key.expiresAt().isAfter(now)) {
                complete = false;
            } else if (!key.key.slaves().contains(slave)) {
                return new Taken.NotEntitled();
            } else {
                complete &=
                        key.state == KeyState.READY
                                && key.undelivered.contains(slave)
                                && key.key.master().equals(master);
                found.add(key);
            }
        }
        if (!complete) {
            return new Taken.NotFound();
        }
        return new Taken.Keys(found.stream().map(key -> deliver(key, slave)).toList());
    }

    private static TakenKey deliver(Arrived key, SaeId slave) {
        SecretBytes copy = SecretBytes.takeFrom(key.key.key().exposeForWire());
        key.undelivered.remove(slave);
        if (key.undelivered.isEmpty()) {
            key.end(KeyState.DELIVERED);
        }
        return new TakenKey(key.key.id(), copy, key.key.route());
    }

    @Override
    public synchronized int voidKeys(SiteId source, Collection<UUID> ids, String reason) {
        int changed = 0;
        for (UUID id : ids) {
            Arrived key = arrived.get(id);
            if (key != null && key.state == KeyState.READY && key.key.source().equals(source)) {
                key.end(KeyState.VOID);
                changed++;
            }
            Made note = source.equals(own) ? made.get(id) : null;
            if (note != null && note.state != KeyState.VOID) {
                note.state = KeyState.VOID;
                changed++;
            }
        }
        return changed;
    }

    @Override
    public synchronized int voidOver(LinkId link, Instant madeAfter, String reason) {
        String name = KeyRoute.name(link);
        int changed = 0;
        for (Arrived key : arrived.values()) {
            if (key.state == KeyState.READY
                    && key.key.madeAt().isAfter(madeAfter)
                    && key.key.route().links().contains(name)) {
                key.end(KeyState.QUARANTINED);
                changed++;
            }
        }
        for (Made note : made.values()) {
            if (note.state == KeyState.ISSUED
                    && note.note.madeAt().isAfter(madeAfter)
                    && note.route.links().contains(name)) {
                note.state = KeyState.VOID;
                changed++;
            }
        }
        return changed;
    }

    @Override
    public synchronized int voidAll(String reason) {
        int changed = 0;
        for (Arrived key : arrived.values()) {
            if (key.state == KeyState.READY) {
                key.end(KeyState.VOID);
                changed++;
            }
        }
        for (Made note : made.values()) {
            if (note.state == KeyState.RESERVED) {
                note.state = KeyState.VOID;
                changed++;
            }
        }
        return changed;
    }

    @Override
    public synchronized List<IssuedKey> stale(Instant madeBefore, int limit) {
        return made.values().stream()
                .filter(key ->
                        key.state == KeyState.RESERVED && key.note.madeAt().isBefore(madeBefore))
                .map(key -> key.note)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized int expire(Instant now) {
        int waiting = 0;
        for (Arrived key : List.copyOf(arrived.values())) {
            if (!key.key.expiresAt().isAfter(now)) {
                waiting += key.state == KeyState.READY ? 1 : 0;
                key.end(KeyState.EXPIRED);
                arrived.remove(key.key.id());
            }
        }
        made.values().removeIf(key -> !key.note.expiresAt().isAfter(now));
        return waiting;
    }

    @Override
    public synchronized long waiting() {
        return arrived.values().stream().filter(key -> key.state == KeyState.READY).count();
    }
}
