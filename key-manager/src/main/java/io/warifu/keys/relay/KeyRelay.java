package io.warifu.keys.relay;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.enrolment.Sae;
import io.warifu.keys.pool.LinkStock;
import io.warifu.keys.pool.LinkView;
import io.warifu.keys.relay.RelayAnswer.Outcome;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The source of a relay: makes fresh end keys and brings them to the slave's site.
 *
 * <p>Guarantee: {@link Delivered} is returned only after the destination has committed the keys.
 * Each try has its own keys and ids, so that no key travels two paths; keys of a try whose outcome
 * is not known are cancelled at the destination, and expire there if that fails too. Limit: one
 * path, so every node on it could read the keys.
 */
public final class KeyRelay {

    /** Paths tried for one request. */
    static final int MAX_PATHS = 4;

    private static final Logger LOG = LoggerFactory.getLogger(KeyRelay.class);

    private final SiteId own;
    private final Topology topology;
    private final LinkStock stock;
    private final HopSender sender;
    private final Peers peers;
    private final SecureRandom random;
    private final InstantSource clock;
    private final Duration keyLifetime;

    public KeyRelay(
            SiteId own,
            Topology topology,
            LinkStock stock,
            Peers peers,
            SecureRandom random,
            InstantSource clock,
            Duration keyLifetime) {
        this.own = own;
        this.topology = topology;
        this.stock = stock;
        this.sender = new HopSender(stock, peers);
        this.peers = peers;
        this.random = random;
        this.clock = clock;
        this.keyLifetime = keyLifetime;
    }

    /** What became of a request for keys. */
    public sealed interface Sent {}

    /** The keys lie at the destination; the caller hands them out and closes them. */
    public record Delivered(Consignment keys, List<SiteId> path) implements Sent {}

    /** No path has enough key. */
    public record Exhausted(long availableBits) implements Sent {}

    /** Paths with key exist, but the destination or a node on the way does not answer. */
    public record Unreachable() implements Sent {}

    /** The destination answers and does not take these keys. */
    public record NotTaken() implements Sent {}

    /** Makes {@code number} keys and delivers them to the slave's site. */
    public Sent send(Sae master, Sae slave, int number, int sizeBits) {
        Set<LinkId> excluded = new HashSet<>();
        boolean unreachable = false;
        for (int tries = 0; tries < MAX_PATHS; tries++) {
            Optional<List<SiteId>> path =
                    topology.cheapest(own, slave.home(), link -> cost(link, excluded));
            if (path.isEmpty()) {
                break;
            }
            Consignment keys = make(master, slave, number, sizeBits);
            RelayAnswer answer = attempt(path.get(), keys);
            if (answer.outcome() == Outcome.ACCEPTED) {
                return new Delivered(keys, path.get());
            }
            keys.close();
            LOG.info("relay over {} failed: {}", path.get(), answer);
            if (answer.outcome().mayHaveArrived()) {
                peers.cancel(slave.home(), keys.keyIds());
                unreachable = true;
            }
            if (answer.outcome() == Outcome.NOT_TAKEN) {
                return new NotTaken();
            }
            excluded.add(blamed(answer, path.get()));
        }
        return unreachable ? new Unreachable() : new Exhausted(availableBits(slave.home()));
    }

    /** Takes back keys that were delivered but will not be issued. */
    public void cancel(Consignment keys) {
        peers.cancel(keys.destination(), keys.keyIds());
    }

    /** Fresh keys, each with a random id. */
    public Consignment make(Sae master, Sae slave, int number, int sizeBits) {
        byte[] material = new byte[number * sizeBits / 8];
        random.nextBytes(material);
        return new Consignment(
                master.id(),
                slave.id(),
                own,
                slave.home(),
                Stream.generate(UUID::randomUUID).limit(number).toList(),
                sizeBits,
                SecretBytes.takeFrom(material),
                clock.instant().plus(keyLifetime));
    }

    /**
     * Key under which this site can send towards {@code destination}, as far as it can be known
     * here: the stock of the first hop of the cheapest path.
     */
    public long availableBits(SiteId destination) {
        return topology.cheapest(own, destination, link -> cost(link, Set.of()))
                .flatMap(path -> topology.between(own, path.get(1)))
                .map(link -> stock.view(link).outgoingBits())
                .orElse(0L);
    }

    private RelayAnswer attempt(List<SiteId> path, Consignment keys) {
        LinkId first = topology.between(path.get(0), path.get(1)).orElseThrow();
        return sender.send(first, path, 1, keys);
    }

    /** The link to avoid in the next try: the one the answer blames, else the first of the path. */
    private LinkId blamed(RelayAnswer answer, List<SiteId> path) {
        for (int hop = 1; hop < path.size(); hop++) {
            LinkId link = topology.between(path.get(hop - 1), path.get(hop)).orElseThrow();
            if (answer.blames(link)) {
                return link;
            }
        }
        return topology.between(path.get(0), path.get(1)).orElseThrow();
    }

    /** One per hop; an own link that is empty or in alarm cannot be used, others are tried. */
    private double cost(LinkId link, Set<LinkId> excluded) {
        if (excluded.contains(link)) {
            return Double.POSITIVE_INFINITY;
        }
        if (link.joins(own)) {
            LinkView view = stock.view(link);
            if (view.alarm() || view.outgoingBits() == 0) {
                return Double.POSITIVE_INFINITY;
            }
        }
        return 1;
    }
}
