package io.warifu.gateway.tunnel;

import io.warifu.gateway.ledger.EpochEntry;
import io.warifu.gateway.ledger.EpochName;
import io.warifu.gateway.ledger.EpochTotals;
import io.warifu.gateway.ledger.KeyLedger;
import io.warifu.gateway.pair.Alarm;
import io.warifu.gateway.pair.GatewayEvents;
import io.warifu.gateway.pair.PairState;
import io.warifu.kernel.id.SiteId;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the gateways of a test told their ledgers and watchers, and every key they sealed under. */
final class Ledgers {

    private final Map<SiteId, Book> books = new ConcurrentHashMap<>();
    private final Set<String> sealingKeys = ConcurrentHashMap.newKeySet();
    private final List<String> repeatedKeys = new CopyOnWriteArrayList<>();

    /** One site's ledger, which can be made to fail. */
    static final class Book implements KeyLedger {

        final List<EpochEntry> confirmed = new CopyOnWriteArrayList<>();
        final List<EpochName> switched = new CopyOnWriteArrayList<>();
        final Map<EpochName, EpochTotals> erased = new ConcurrentHashMap<>();
        final List<UUID> burnt = new CopyOnWriteArrayList<>();
        final List<PairState> states = new CopyOnWriteArrayList<>();
        final List<Alarm> alarms = new CopyOnWriteArrayList<>();
        volatile boolean full;

        @Override
        public void confirmed(EpochEntry entry) {
            if (full) {
                throw new IllegalStateException("no room left on device");
            }
            confirmed.add(entry);
        }

        @Override
        public void switched(EpochName name) {
            if (confirmed.stream().noneMatch(entry -> entry.name().equals(name))) {
                throw new AssertionError("used before it was confirmed: " + name);
            }
            switched.add(name);
        }

        @Override
        public void erased(EpochName name, EpochTotals totals) {
            if (erased.put(name, totals) != null) {
                throw new AssertionError("erased twice: " + name);
            }
        }

        @Override
        public void burnt(SiteId peer, UUID keyId, String reasonCode) {
            burnt.add(keyId);
        }
    }

    Book of(SiteId site) {
        return books.computeIfAbsent(site, _ -> new Book());
    }

    GatewayEvents eventsOf(SiteId site) {
        Book book = of(site);
        return new GatewayEvents() {
            @Override
            public void stateChanged(SiteId peer, PairState from, PairState to, String reasonCode) {
                book.states.add(to);
            }

            @Override
            public void epochConfirmed(EpochEntry entry) {}

            @Override
            public void epochSwitched(EpochName name) {}

            @Override
            public void epochErased(EpochName name, EpochTotals totals) {}

            @Override
            public void alarm(SiteId peer, Alarm alarm) {
                book.alarms.add(alarm);
            }
        };
    }

    /** Notes every key, of both sites and of all their lives. */
    KeyWitness keysOf(SiteId site) {
        return (epoch, openedHere, key) -> {
            String hash = HexFormat.of().formatHex(key.fingerprint());
            if (!sealingKeys.add(hash)) {
                repeatedKeys.add(site + " epoch " + epoch.number() + " " + openedHere);
            }
            return key;
        };
    }

    int sealingKeys() {
        return sealingKeys.size();
    }

    List<String> repeatedKeys() {
        return List.copyOf(repeatedKeys);
    }
}
