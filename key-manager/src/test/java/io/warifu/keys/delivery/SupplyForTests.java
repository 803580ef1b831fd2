package io.warifu.keys.delivery;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.enrolment.Sae;
import io.warifu.keys.enrolment.SaeId;
import io.warifu.keys.relay.KeyOrder;
import io.warifu.keys.relay.ReadyKey;
import io.warifu.keys.relay.RoutePolicy.Hybrid;
import io.warifu.keys.relay.RoutePolicy.Route;
import io.warifu.keys.relay.Sent;
import io.warifu.keys.store.HybridMode;
import io.warifu.keys.store.KeyRoute;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * A network in memory: koganei is tokyo's neighbour, every other site is reached over one node on
 * each of two paths. It keeps to the guarantees of {@link KeySupply} and counts what it gives.
 */
final class SupplyForTests implements KeySupply {

    private static final SiteId TOKYO = new SiteId("tokyo");
    private static final SiteId KOGANEI = new SiteId("koganei");
    private static final SiteId NAGOYA = new SiteId("nagoya");

    private final Map<UUID, Waiting> waiting = new HashMap<>();
    private final SecureRandom random = new SecureRandom();
    private long stockBits = Long.MAX_VALUE;
    private boolean reachable = true;
    private boolean broken;
    private long issued;
    private long delivered;

    @SuppressWarnings("ArrayRecordComponent") // Compared nowhere.
    private record Waiting(SaeId master, Set<SaeId> slaves, byte[] key, KeyRoute route) {}

    @Override
    public synchronized Sent send(KeyOrder order) {
        int paths = order.policy().minPaths().orElse(1);
        List<List<SiteId>> routes = new ArrayList<>();
        for (Sae slave : order.slaves()) {
            List<List<SiteId>> toSlave = routes(slave.home(), order.policy().route(), paths);
            if (toSlave.size() < (slave.home().equals(TOKYO) ? 0 : 1)
                    || (paths > 1 && toSlave.size() < paths)) {
                return new Sent.PolicyNotMet();
            }
            if (slave.home().equals(TOKYO) && order.policy().route() == Route.RELAYED) {
                return new Sent.PolicyNotMet();
            }
            routes.addAll(toSlave);
        }
        if (!reachable) {
            return new Sent.Unreachable();
        }
        long bits = (long) order.number() * order.sizeBits();
        if (bits > stockBits) {
            return new Sent.Exhausted(stockBits);
        }
        KeyRoute route = new KeyRoute(routes.stream().distinct().toList(), hybrid(order));
        List<ReadyKey> keys = new ArrayList<>();
        for (int i = 0; i < order.number(); i++) {
            byte[] key = new byte[order.sizeBits() / 8];
            random.nextBytes(key);
            UUID id = UUID.randomUUID();
            Set<SaeId> slaves = new HashSet<>();
            order.slaves().forEach(slave -> slaves.add(slave.id()));
            waiting.put(id, new Waiting(order.master().id(), slaves, key, route));
            keys.add(new ReadyKey(id, SecretBytes.copyOf(key), route));
        }
        issued += order.number();
        return new Sent.Issued(keys);
    }

    private static HybridMode hybrid(KeyOrder order) {
        if (order.policy().hybrid() == Hybrid.OFF) {
            return HybridMode.OFF;
        }
        return order.sizeBits() <= 512 ? HybridMode.XOR : HybridMode.HKDF;
    }

    private static List<List<SiteId>> routes(SiteId destination, Route wanted, int paths) {
        if (destination.equals(TOKYO)) {
            return List.of();
        }
        List<List<SiteId>> routes = new ArrayList<>();
        if (destination.equals(KOGANEI) && wanted != Route.RELAYED) {
            routes.add(List.of(TOKYO, KOGANEI));
        }
        if (wanted != Route.DIRECT) {
            if (!destination.equals(KOGANEI)) {
                routes.add(List.of(TOKYO, KOGANEI, destination));
            }
            routes.add(List.of(TOKYO, NAGOYA, destination));
        }
        return routes.subList(0, Math.min(routes.size(), Math.max(paths, 1)));
    }

    @Override
    public synchronized long availableBits(SiteId destination) {
        failIfBroken();
        return stockBits;
    }

    @Override
    public synchronized Taken take(SaeId slave, SaeId master, List<UUID> ids) {
        failIfBroken();
        boolean found = true;
        for (UUID id : ids) {
            Waiting key = waiting.get(id);
            if (key != null && !key.slaves().contains(slave) && !key.slaves().isEmpty()) {
                return new Taken.NotEntitled();
            }
            found &= key != null && key.slaves().contains(slave) && key.master().equals(master);
        }
        if (!found) {
            return new Taken.NotFound();
        }
        List<ReadyKey> keys = new ArrayList<>();
        for (UUID id : ids) {
            Waiting key = Objects.requireNonNull(waiting.get(id));
            keys.add(new ReadyKey(id, SecretBytes.copyOf(key.key()), key.route()));
            key.slaves().remove(slave);
            if (key.slaves().isEmpty()) {
                waiting.remove(id);
            }
        }
        delivered += ids.size();
        return new Taken.Keys(keys);
    }

    synchronized void stock(long bits) {
        stockBits = bits;
    }

    synchronized void reachable(boolean yes) {
        reachable = yes;
    }

    /** As if the database were away. */
    synchronized void broken(boolean yes) {
        broken = yes;
    }

    private void failIfBroken() {
        if (broken) {
            throw new IllegalStateException("broken for a test");
        }
    }

    /** Keys given to masters and to slaves so far. */
    synchronized long given() {
        return issued + delivered;
    }
}
