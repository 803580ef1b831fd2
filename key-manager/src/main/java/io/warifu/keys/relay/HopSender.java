package io.warifu.keys.relay;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.pool.LinkStock;
import io.warifu.keys.pool.LinkStock.Reservation;
import io.warifu.keys.pool.Pad;
import io.warifu.keys.pool.PadRange;
import io.warifu.keys.relay.RelayAnswer.Outcome;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Sends keys over one link: fresh pad, exclusive or, one-time tag.
 *
 * <p>Guarantee: each message goes out under a pad that was committed as used before; a message that
 * must be repeated is made anew under another pad.
 */
final class HopSender {

    /** Tries when the next site lacks a block that this site has. */
    static final int MAX_PADS_PER_HOP = 16;

    /** Time each remaining hop may take. */
    static final Duration TIMEOUT_PER_HOP = Duration.ofSeconds(5);

    private final LinkStock stock;
    private final Peers peers;

    HopSender(LinkStock stock, Peers peers) {
        this.stock = stock;
        this.peers = peers;
    }

    /** Sends {@code keys} from site {@code hop - 1} of the path to site {@code hop}. */
    RelayAnswer send(LinkId link, List<SiteId> path, int hop, Consignment keys) {
        SiteId own = path.get(hop - 1);
        SiteId next = path.get(hop);
        Duration timeout = TIMEOUT_PER_HOP.multipliedBy((long) path.size() - hop);
        RelayAnswer answer = RelayAnswer.refused(Outcome.PAD_UNKNOWN, own, next);
        for (int tries = 0; tries < MAX_PADS_PER_HOP; tries++) {
            switch (stock.reserve(link, OneTimeTag.KEY_BYTES + keys.material().length())) {
                case Reservation.TooLittle _ -> {
                    return RelayAnswer.refused(Outcome.NO_STOCK, own, next);
                }
                case Reservation.InAlarm _ -> {
                    return RelayAnswer.refused(Outcome.LINK_IN_ALARM, own, next);
                }
                case Reservation.Reserved(Pad pad) -> {
                    try (pad) {
                        answer = peers.relay(next, seal(path, hop, keys, pad), timeout);
                    }
                    // The other end may have given the block up, which it cannot tell from use.
                    boolean padRefused =
                            answer.outcome() == Outcome.PAD_UNKNOWN
                                    || answer.outcome() == Outcome.PAD_USED;
                    if (!padRefused || !answer.blames(link)) {
                        return answer;
                    }
                    pad.ranges().forEach(range -> stock.discard(link, range.sequence()));
                }
            }
        }
        return answer;
    }

    static RelayMessage seal(List<SiteId> path, int hop, Consignment keys, Pad pad) {
        return pad.bytes()
                .use(bytes -> {
                    byte[] macKey = Arrays.copyOf(bytes, OneTimeTag.KEY_BYTES);
                    byte[] ciphertext = xorWithPad(keys.material(), bytes);
                    RelayMessage open = message(path, hop, keys, pad.ranges(), ciphertext);
                    byte[] tag = OneTimeTag.compute(macKey, open.authenticated());
                    Arrays.fill(macKey, (byte) 0);
                    return open.withTag(tag);
                });
    }

    private static RelayMessage message(
            List<SiteId> path, int hop, Consignment keys, List<PadRange> pads, byte[] ciphertext) {
        return new RelayMessage(
                RelayMessage.VERSION,
                UUID.randomUUID(),
                path.stream().map(SiteId::value).toList(),
                hop,
                keys.master().value(),
                keys.slave().value(),
                keys.keyIds(),
                keys.sizeBits(),
                keys.expiresAt().getEpochSecond(),
                pads,
                ciphertext,
                new byte[OneTimeTag.TAG_BYTES]);
    }

    private static byte[] xorWithPad(SecretBytes material, byte[] pad) {
        byte[] result = material.exposeForWire();
        for (int i = 0; i < result.length; i++) {
            result[i] ^= pad[OneTimeTag.KEY_BYTES + i];
        }
        return result;
    }
}
