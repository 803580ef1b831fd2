package io.warifu.keys.relay;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.enrolment.SaeDirectory;
import io.warifu.keys.enrolment.SaeId;
import io.warifu.keys.pool.LinkStock;
import io.warifu.keys.pool.LinkStock.Claim;
import io.warifu.keys.relay.RelayAnswer.Outcome;
import io.warifu.keys.store.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The receiving end of a hop: at the destination the keys are stored for the slave SAE, elsewhere
 * they are sent on.
 *
 * <p>Guarantee: a message counts only if it comes from the site before this one in its path, its
 * pad was never used, and its one-time tag fits; its pad is marked as used in any case. An
 * intermediate node holds the keys in memory only and never writes them to the disk. Limit: it does
 * see them in clear, it is a trusted node.
 */
public final class RelayNode {

    /** Difference between the clocks of two sites that is still taken. */
    static final Duration MAX_CLOCK_SKEW = Duration.ofSeconds(60);

    /** Longest life of a key that a destination accepts. */
    static final Duration MAX_KEY_LIFETIME = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(RelayNode.class);

    private final SiteId own;
    private final Topology topology;
    private final LinkStock stock;
    private final KeyStore store;
    private final SaeDirectory saes;
    private final HopSender sender;
    private final InstantSource clock;

    public RelayNode(
            SiteId own,
            Topology topology,
            LinkStock stock,
            KeyStore store,
            SaeDirectory saes,
            Peers peers,
            InstantSource clock) {
        this.own = own;
        this.topology = topology;
        this.stock = stock;
        this.store = store;
        this.saes = saes;
        this.sender = new HopSender(stock, peers);
        this.clock = clock;
    }

    /** Takes one hop from the key manager of {@code previous}, whose certificate was checked. */
    public RelayAnswer receive(SiteId previous, RelayMessage message) {
        int hop = message.hop();
        Optional<LinkId> link = topology.between(previous, own);
        if (!message.site(hop).equals(own)
                || !message.site(hop - 1).equals(previous)
                || link.isEmpty()
                || !inTime(message)) {
            return refuse(Outcome.MALFORMED, previous, message);
        }
        return switch (stock.claim(link.get(), message.pads())) {
            case Claim.Unknown _ -> refuse(Outcome.PAD_UNKNOWN, previous, message);
            case Claim.Used _ -> refuse(Outcome.PAD_USED, previous, message);
            case Claim.InAlarm _ -> refuse(Outcome.LINK_IN_ALARM, previous, message);
            case Claim.Claimed(SecretBytes pad) -> {
                try (pad) {
                    yield opened(previous, message, pad);
                }
            }
        };
    }

    /** Forgets keys that {@code source} never issued. */
    public int cancel(SiteId source, List<UUID> keyIds) {
        return store.cancel(source, keyIds);
    }

    private RelayAnswer opened(SiteId previous, RelayMessage message, SecretBytes pad) {
        Optional<SecretBytes> material = open(message, pad);
        if (material.isEmpty()) {
            return refuse(Outcome.TAG_WRONG, previous, message);
        }
        try (Consignment keys = consignment(message, material.get())) {
            if (message.hop() == message.path().size() - 1) {
                return keep(previous, message, keys);
            }
            return sendOn(message, keys);
        }
    }

    /** The keys, or nothing if the tag does not fit. */
    static Optional<SecretBytes> open(RelayMessage message, SecretBytes pad) {
        return pad.use(bytes -> {
            byte[] macKey = Arrays.copyOf(bytes, OneTimeTag.KEY_BYTES);
            boolean genuine = OneTimeTag.matches(macKey, message.authenticated(), message.tag());
            Arrays.fill(macKey, (byte) 0);
            if (!genuine) {
                return Optional.empty();
            }
            byte[] keys = message.ciphertext().clone();
            for (int i = 0; i < keys.length; i++) {
                keys[i] ^= bytes[OneTimeTag.KEY_BYTES + i];
            }
            return Optional.of(SecretBytes.takeFrom(keys));
        });
    }

    private static Consignment consignment(RelayMessage message, SecretBytes material) {
        return new Consignment(
                new SaeId(message.master()),
                new SaeId(message.slave()),
                message.site(0),
                message.site(message.path().size() - 1),
                message.keyIds(),
                message.sizeBits(),
                material,
                Instant.ofEpochSecond(message.expiresAtSecond()));
    }

    private RelayAnswer keep(SiteId previous, RelayMessage message, Consignment keys) {
        boolean masterLivesThere = livesAt(keys.master(), keys.source());
        if (!masterLivesThere || !livesAt(keys.slave(), own)) {
            return refuse(Outcome.NOT_TAKEN, previous, message);
        }
        // The source counts from its own clock; this end keeps the keys a little longer.
        Instant expiry = keys.expiresAt().plus(MAX_CLOCK_SKEW.multipliedBy(2));
        var waiting = keys.waiting(expiry);
        KeyStore.Put put = store.put(waiting);
        waiting.forEach(key -> key.key().close());
        return put == KeyStore.Put.STORED
                ? RelayAnswer.ACCEPTED
                : refuse(Outcome.NOT_TAKEN, previous, message);
    }

    private RelayAnswer sendOn(RelayMessage message, Consignment keys) {
        List<SiteId> path =
                IntStream.range(0, message.path().size()).mapToObj(message::site).toList();
        SiteId next = path.get(message.hop() + 1);
        Optional<LinkId> link = topology.between(own, next);
        if (link.isEmpty()) {
            return refuse(Outcome.MALFORMED, own, message);
        }
        return sender.send(link.get(), path, message.hop() + 1, keys);
    }

    private boolean livesAt(SaeId id, SiteId site) {
        return saes.byId(id).filter(sae -> sae.home().equals(site)).isPresent();
    }

    private boolean inTime(RelayMessage message) {
        long now = clock.instant().getEpochSecond();
        long latest = now + MAX_KEY_LIFETIME.plus(MAX_CLOCK_SKEW).toSeconds();
        return message.expiresAtSecond() > now - MAX_CLOCK_SKEW.toSeconds()
                && message.expiresAtSecond() <= latest;
    }

    private RelayAnswer refuse(Outcome outcome, SiteId previous, RelayMessage message) {
        LOG.warn("refused {} from {}: {}", message, previous, outcome);
        return RelayAnswer.refused(outcome, previous, own);
    }
}
