package io.warifu.keys.relay;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.pool.LinkStock;
import io.warifu.keys.pool.LinkStock.Reservation;
import io.warifu.keys.pool.Pad;
import io.warifu.keys.relay.RelayAck.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends parts over one link.
 *
 * <p>Guarantee: each message goes out under a pad that was committed as used before; a message that
 * must be repeated is made anew under another pad. {@link #prepare} joins the caller's transaction,
 * which is committed before {@link #transmit}.
 */
final class HopSender {

    /** Tries when the next site lacks a block that this site has. */
    static final int MAX_PADS_PER_HOP = 4;

    /** Time each remaining hop may take. */
    static final Duration TIMEOUT_PER_HOP = Duration.ofSeconds(3);

    private final LinkStock stock;
    private final RelayPeers peers;

    HopSender(LinkStock stock, RelayPeers peers) {
        this.stock = stock;
        this.peers = peers;
    }

    /** A message to send, or why there is none. */
    sealed interface Prepared {
        record Sealed(SealedHop hop) implements Prepared {}

        record Shortage(Outcome outcome, long availableBits) implements Prepared {}
    }

    Prepared prepare(
            LinkId link,
            List<SiteId> path,
            int hop,
            int part,
            Manifest manifest,
            SecretBytes load) {
        Duration maxAge =
                manifest.maxAgeSeconds() == 0 ? null : Duration.ofSeconds(manifest.maxAgeSeconds());
        int bytes = RelayMessage.OVERHEAD_BYTES + load.length();
        return switch (stock.reserve(link, bytes, maxAge)) {
            case Reservation.TooLittle(long bits) -> new Prepared.Shortage(Outcome.NO_STOCK, bits);
            case Reservation.InAlarm _ -> new Prepared.Shortage(Outcome.LINK_IN_ALARM, 0);
            case Reservation.NoEpoch _ -> new Prepared.Shortage(Outcome.NO_STOCK, 0);
            case Reservation.Reserved(Pad pad) -> {
                try (pad) {
                    yield new Prepared.Sealed(
                            SealedHop.seal(link, path, hop, part, manifest, load, pad));
                }
            }
        };
    }

    /** Sends and closes {@code sealed}; the answer is that of the whole rest of the path. */
    RelayAck transmit(SealedHop sealed, SecretBytes load) {
        SealedHop next = sealed;
        for (int tries = 1; ; tries++) {
            RelayAck ack;
            try (SealedHop now = next) {
                ack = once(now);
            }
            SealedHop again = tries < MAX_PADS_PER_HOP ? retry(sealed, ack, load) : null;
            if (again == null) {
                return ack;
            }
            next = again;
        }
    }

    private RelayAck once(SealedHop hop) {
        RelayMessage message = hop.message();
        SiteId own = message.previous();
        SiteId next = message.receiver();
        Duration timeout =
                TIMEOUT_PER_HOP.multipliedBy((long) message.path().size() - message.hop());
        Optional<byte[]> answer = peers.relay(next, hop.bytes(), timeout);
        return answer.isEmpty()
                ? RelayAck.refused(Outcome.UNREACHABLE, own, next)
                : hop.ackKey().use(key -> RelayAck.read(answer.get(), key, own, next));
    }

    /** The same part under another pad, if the receiver lacked this one. */
    private @Nullable SealedHop retry(SealedHop sealed, RelayAck ack, SecretBytes load) {
        boolean padRefused =
                ack.outcome() == Outcome.PAD_UNKNOWN || ack.outcome() == Outcome.PAD_USED;
        if (!padRefused || !ack.blames(sealed.link())) {
            return null;
        }
        RelayMessage m = sealed.message();
        return switch (prepare(sealed.link(), m.path(), m.hop(), m.part(), m.manifest(), load)) {
            case Prepared.Sealed(SealedHop again) -> again;
            case Prepared.Shortage _ -> null;
        };
    }
}
