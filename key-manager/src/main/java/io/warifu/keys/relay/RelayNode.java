package io.warifu.keys.relay;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.path.Topology;
import io.warifu.keys.pool.LinkStock;
import io.warifu.keys.pool.LinkStock.Claim;
import io.warifu.keys.relay.HopSender.Prepared;
import io.warifu.keys.relay.PartStore.Part;
import io.warifu.keys.relay.RelayAck.Outcome;
import io.warifu.keys.relay.SealedHop.Opened;
import io.warifu.keys.store.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The receiving end of a hop: the destination keeps the part, any other node sends it on.
 *
 * <p>Guarantee: a message counts only if it comes from the site before this one in its path, its
 * pad was never used, and its one-time tag fits; an opened pad is marked as used in any case. One
 * transaction covers the pad that came and what it leads to: the stored keys, or the pad of the
 * next hop. An intermediate node holds the part in memory only and never writes it to the disk.
 * Limit: it does see it in clear, it is a trusted node; of a batch split over several paths that is
 * a part which says nothing alone.
 */
final class RelayNode {

    /** Difference between the clocks of two sites that is still taken. */
    static final Duration MAX_CLOCK_SKEW = Duration.ofSeconds(60);

    /** Longest life of a key that a destination accepts. */
    static final Duration MAX_KEY_LIFETIME = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(RelayNode.class);

    private final SiteId own;
    private final Topology topology;
    private final LinkStock stock;
    private final KeyStore store;
    private final Destination destination;
    private final HopSender sender;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    RelayNode(
            SiteId own,
            Topology topology,
            LinkStock stock,
            KeyStore store,
            Destination destination,
            HopSender sender,
            TransactionOperations transaction,
            InstantSource clock) {
        this.own = own;
        this.topology = topology;
        this.stock = stock;
        this.store = store;
        this.destination = destination;
        this.sender = sender;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What the transaction came to. */
    private sealed interface Step {
        @SuppressWarnings("ArrayRecordComponent") // Read once; compared nowhere.
        record Answer(RelayAck ack, byte[] bytes) implements Step {}

        record Onward(SealedHop next, Opened opened) implements Step {}
    }

    /**
     * Takes one hop from the key manager of {@code previous}, whose certificate was checked.
     *
     * @throws IllegalArgumentException if the bytes are no message
     */
    byte[] receive(SiteId previous, byte[] received) {
        RelayMessage message = RelayMessage.read(received);
        Optional<LinkId> link = topology.between(previous, own);
        if (!message.receiver().equals(own)
                || !message.previous().equals(previous)
                || link.isEmpty()
                || !inTime(message.manifest())) {
            return untagged(Outcome.MALFORMED, previous, message).bytes();
        }
        Step step;
        try {
            step =
                    transaction.execute(
                            status -> claimed(previous, link.get(), message, received, status));
        } catch (UnexpectedRollbackException e) {
            // A refusal inside ended the transaction, so the pad was not marked; nothing was kept.
            LOG.warn("{} was not kept", message, e);
            return untagged(Outcome.MALFORMED, previous, message).bytes();
        }
        return switch (step) {
            case Step.Answer(_, byte[] bytes) -> bytes;
            case Step.Onward(SealedHop next, Opened opened) -> {
                try (opened) {
                    RelayAck ack = sender.transmit(next, opened.load());
                    yield opened.ackKey().use(ack::toBytes);
                }
            }
        };
    }

    /** Erases keys that {@code source} takes back; says how many there were. */
    int voidKeys(SiteId source, List<UUID> ids, String reason) {
        return store.voidKeys(source, ids, reason);
    }

    private Step claimed(
            SiteId previous,
            LinkId link,
            RelayMessage message,
            byte[] received,
            TransactionStatus status) {
        Claim claim = stock.claim(link, message.pads());
        if (!(claim instanceof Claim.Claimed)) {
            status.setRollbackOnly();
        }
        return switch (claim) {
            case Claim.Unknown _ -> untagged(Outcome.PAD_UNKNOWN, previous, message);
            case Claim.Used _ -> untagged(Outcome.PAD_USED, previous, message);
            case Claim.InAlarm _, Claim.NoEpoch _ ->
                    untagged(Outcome.LINK_IN_ALARM, previous, message);
            case Claim.Claimed(SecretBytes pad) -> {
                try (pad) {
                    yield SealedHop.open(message, received, pad)
                            .map(opened -> opened(message, opened))
                            .orElseGet(() -> untagged(Outcome.TAG_WRONG, previous, message));
                }
            }
        };
    }

    private Step opened(RelayMessage message, Opened opened) {
        if (message.isAtDestination()) {
            try (opened) {
                Part part =
                        new Part(message.part(), message.path(), message.manifest(), opened.load());
                return answer(destination.arrived(part), message, opened);
            }
        }
        int hop = message.hop() + 1;
        SiteId next = message.path().get(hop);
        Optional<LinkId> link = topology.between(own, next);
        if (link.isEmpty()) {
            try (opened) {
                return answer(RelayAck.refused(Outcome.MALFORMED, own, next), message, opened);
            }
        }
        return switch (sender.prepare(
                link.get(),
                message.path(),
                hop,
                message.part(),
                message.manifest(),
                opened.load())) {
            case Prepared.Sealed(SealedHop sealed) -> new Step.Onward(sealed, opened);
            case Prepared.Shortage(Outcome why, _) -> {
                try (opened) {
                    yield answer(RelayAck.refused(why, own, next), message, opened);
                }
            }
        };
    }

    private static Step answer(RelayAck ack, RelayMessage message, Opened opened) {
        if (!ack.outcome().isGood()) {
            LOG.warn("refused {}: {}", message, ack);
        }
        return new Step.Answer(ack, opened.ackKey().use(ack::toBytes));
    }

    /** A pad that could not be opened gives no key for a tag. */
    private Step.Answer untagged(Outcome outcome, SiteId previous, RelayMessage message) {
        LOG.warn("refused {} from {}: {}", message, previous, outcome);
        RelayAck ack = RelayAck.refused(outcome, previous, own);
        return new Step.Answer(ack, ack.toBytes(null));
    }

    private boolean inTime(Manifest manifest) {
        long now = clock.instant().getEpochSecond();
        long expiry = manifest.expiresAt().getEpochSecond();
        long latest = now + MAX_KEY_LIFETIME.plus(MAX_CLOCK_SKEW).toSeconds();
        return expiry > now - MAX_CLOCK_SKEW.toSeconds()
                && expiry <= latest
                && manifest.madeAt().getEpochSecond() <= now + MAX_CLOCK_SKEW.toSeconds();
    }
}
