package io.warifu.keys.relay;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.enrolment.CertificateFingerprint;
import io.warifu.keys.enrolment.InMemorySaeDirectory;
import io.warifu.keys.enrolment.Sae;
import io.warifu.keys.enrolment.SaeId;
import io.warifu.keys.path.NetworkView;
import io.warifu.keys.path.Topology;
import io.warifu.keys.pool.InMemoryLinkStock;
import io.warifu.keys.pool.KeyBlock;
import io.warifu.keys.pool.StockRules;
import io.warifu.keys.store.InMemoryKeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.springframework.transaction.support.TransactionOperations;

/**
 * A ring tokyo - koganei - kochi - nagoya - tokyo of real nodes in memory, over a wire that can be
 * heard, altered and cut.
 */
final class RelayRing implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-26T00:00:00Z");
    static final SiteId TOKYO = new SiteId("tokyo");
    static final SiteId KOGANEI = new SiteId("koganei");
    static final SiteId NAGOYA = new SiteId("nagoya");
    static final SiteId KOCHI = new SiteId("kochi");
    static final List<LinkId> LINKS =
            List.of(
                    new LinkId(TOKYO, KOGANEI),
                    new LinkId(TOKYO, NAGOYA),
                    new LinkId(KOGANEI, KOCHI),
                    new LinkId(NAGOYA, KOCHI));
    static final Topology TOPOLOGY = new Topology(LINKS);
    static final Sae MASTER = sae("gateway-tokyo", TOKYO, "a");
    static final Sae SLAVE = sae("gateway-kochi", KOCHI, "b");
    static final Sae NEIGHBOUR = sae("gateway-koganei", KOGANEI, "c");
    static final Sae SECOND = sae("second-tokyo", TOKYO, "d");

    final Wire wire = new Wire();
    final HybridForTests hybrid = new HybridForTests();
    final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final Map<SiteId, Site> sites = new HashMap<>();
    private int sequence;

    RelayRing() {
        for (SiteId site : List.of(TOKYO, KOGANEI, NAGOYA, KOCHI)) {
            sites.put(site, new Site(site));
        }
        LINKS.forEach(link -> fill(link, 16));
    }

    Site site(SiteId id) {
        Site site = sites.get(id);
        if (site == null) {
            throw new AssertionError(id);
        }
        return site;
    }

    Sent send(Sae slave, int number, int sizeBits, RoutePolicy policy) {
        return site(TOKYO)
                .relay
                .send(new KeyOrder(MASTER, List.of(slave), number, sizeBits, policy));
    }

    void fill(LinkId link, int blocks) {
        for (int i = 0; i < blocks; i++) {
            sequence++;
            var _ = site(link.alice()).stock.offer(link, block(sequence));
            var _ = site(link.bob()).stock.offer(link, block(sequence));
        }
        InMemoryLinkStock.settle(link, site(link.alice()).stock, site(link.bob()).stock);
    }

    private static KeyBlock block(long number) {
        byte[] key = new byte[1024];
        new SplittableRandom(number).nextBytes(key);
        return new KeyBlock(number, new UUID(number, number), SecretBytes.takeFrom(key), 0.02);
    }

    static Sae sae(String id, SiteId home, String digit) {
        return new Sae(new SaeId(id), home, new CertificateFingerprint(digit.repeat(64)));
    }

    @Override
    public void close() {
        sites.values().forEach(site -> site.relay.close());
    }

    /** Everything of one site. */
    final class Site {
        final InMemorySaeDirectory saes = new InMemorySaeDirectory();
        final InMemoryKeyStore store;
        final InMemoryLinkStock stock;
        final InMemoryPartStore parts = new InMemoryPartStore();
        final RelayNode node;
        final KeyRelay relay;
        final StaleTask stale;

        Site(SiteId id) {
            store = new InMemoryKeyStore(id);
            stock = new InMemoryLinkStock(new StockRules(id, 1 << 20), now::get);
            TransactionOperations none = TransactionOperations.withoutTransaction();
            HopSender sender = new HopSender(stock, wire.from(id));
            Destination destination = new Destination(id, parts, store, saes, hybrid);
            node = new RelayNode(id, TOPOLOGY, stock, store, destination, sender, none, now::get);
            NetworkView view = new NetworkView(id, TOPOLOGY, stock, now::get, _ -> {});
            PathPlanner planner = new PathPlanner(id, TOPOLOGY, view);
            Source source = new Source(id, TOPOLOGY, sender, store, wire.from(id), none);
            BatchRelay batches =
                    new BatchRelay(
                            id,
                            planner,
                            source,
                            hybrid,
                            new SecureRandom(),
                            now::get,
                            Duration.ofHours(1));
            relay = new KeyRelay(id, batches, planner, Executors.newVirtualThreadPerTaskExecutor());
            stale = new StaleTask(id, store, parts, wire.from(id), now::get);
            List.of(MASTER, SLAVE, NEIGHBOUR, SECOND).forEach(saes::enrol);
        }
    }

    /** A message as an eavesdropper saw it, and the answer. */
    @SuppressWarnings("ArrayRecordComponent") // Compared nowhere.
    record Heard(SiteId from, SiteId to, byte[] bytes) {

        RelayMessage message() {
            return RelayMessage.read(bytes);
        }
    }

    /** The wire between the sites, under the control of the test. */
    final class Wire {
        final List<Heard> heard = new CopyOnWriteArrayList<>();
        final List<UUID> voided = new CopyOnWriteArrayList<>();
        final Set<SiteId> down = new HashSet<>();
        final Set<SiteId> loseAnswersOf = new HashSet<>();
        UnaryOperator<byte[]> alteration = UnaryOperator.identity();
        UnaryOperator<byte[]> answerAlteration = UnaryOperator.identity();

        RelayPeers from(SiteId from) {
            return new RelayPeers() {
                @Override
                public Optional<byte[]> relay(SiteId next, byte[] message, Duration timeout) {
                    if (down.contains(next)) {
                        return Optional.empty();
                    }
                    heard.add(new Heard(from, next, message));
                    byte[] answer;
                    try {
                        answer = site(next).node.receive(from, alteration.apply(message));
                    } catch (IllegalArgumentException e) {
                        return Optional.empty();
                    }
                    return loseAnswersOf.contains(next)
                            ? Optional.empty()
                            : Optional.of(answerAlteration.apply(answer));
                }

                @Override
                public void voidKeys(SiteId destination, List<UUID> ids, String reason) {
                    voided.addAll(ids);
                    if (!down.contains(destination)) {
                        var _ = site(destination).node.voidKeys(from, ids, reason);
                    }
                }
            };
        }
    }
}
