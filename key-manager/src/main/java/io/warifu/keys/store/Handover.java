package io.warifu.keys.store;

import io.warifu.keys.enrolment.SaeId;
import io.warifu.keys.store.KeyStore.Take;
import io.warifu.keys.store.KeyStore.Taken;
import io.warifu.keys.store.WaitingKeyTable.Found;
import io.warifu.keys.vault.VaultException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of several requests on their way to the slaves, within one transaction: {@link #decide}
 * locks their rows and opens them, {@link #deliver} writes what was decided.
 */
final class Handover {

    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);

    private final WaitingKeyTable table;
    private final List<Take> requests;
    private final Map<UUID, Found> found = new HashMap<>();
    private final Map<String, Set<UUID>> granted = new TreeMap<>();
    private final List<TakenKey> opened = new ArrayList<>();

    Handover(WaitingKeyTable table, List<Take> requests) {
        this.table = table;
        this.requests = requests;
    }

    /**
     * One answer for each request; in the order of the requests, each sees what those before got.
     */
    List<Taken> decide(Instant now) {
        List<UUID> all = requests.stream().flatMap(take -> take.ids().stream()).distinct().toList();
        table.lock(all, now).forEach(key -> found.put(key.id(), key));
        return requests.stream().map(this::decide).toList();
    }

    private Taken decide(Take take) {
        String slave = take.slave().value();
        List<Found> wanted = new ArrayList<>();
        boolean complete = true;
        for (UUID id : take.ids()) {
            Found key = found.get(id);
            if (key == null) {
                complete = false;
            } else if (!key.slaves().contains(slave)) {
                return new Taken.NotEntitled();
            } else {
                complete &= isFor(take, key);
                wanted.add(key);
            }
        }
        if (!complete) {
            return new Taken.NotFound();
        }
        return open(wanted)
                .<Taken>map(keys -> {
                    granted.computeIfAbsent(slave, _ -> new HashSet<>()).addAll(take.ids());
                    return new Taken.Keys(keys);
                })
                .orElseGet(Taken.NotFound::new);
    }

    private boolean isFor(Take take, Found key) {
        return key.awaits(take.slave())
                && key.master().equals(take.master().value())
                && !granted.getOrDefault(take.slave().value(), Set.of()).contains(key.id());
    }

    /** The keys in clear; nothing if one cannot be opened any more. */
    private Optional<List<TakenKey>> open(List<Found> wanted) {
        List<TakenKey> keys = new ArrayList<>(wanted.size());
        try {
            for (Found key : wanted) {
                TakenKey taken = table.open(key);
                opened.add(taken);
                keys.add(taken);
            }
            return Optional.of(keys);
        } catch (VaultException e) {
            LOG.error("a waiting key cannot be opened: {}", e.getMessage());
            keys.forEach(key -> key.key().close());
            return Optional.empty();
        }
    }

    /** Marks what was granted as delivered; the rows by slave. */
    Map<String, List<IssuedKeyTable.Owned>> deliver() {
        Map<String, List<IssuedKeyTable.Owned>> moved = new LinkedHashMap<>();
        granted.forEach((slave, ids) -> {
            List<IssuedKeyTable.Owned> rows = table.deliver(List.copyOf(ids), new SaeId(slave));
            if (rows.size() != ids.size()) {
                throw new IllegalStateException("a locked key has changed");
            }
            moved.put(slave, rows);
        });
        return moved;
    }

    /** Wipes what was opened, because it was not delivered after all. */
    void close() {
        opened.forEach(key -> key.key().close());
    }
}
