package io.warifu.keys.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.pool.LinkStock.Intake;
import io.warifu.keys.pool.LinkStock.Reservation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Both ends of the link tokyo-koganei over a wire that can lose a message. Koganei leads and sends
 * under even blocks, tokyo under odd ones.
 */
final class TwoEnds {

    static final SiteId TOKYO = new SiteId("tokyo");
    static final SiteId KOGANEI = new SiteId("koganei");
    static final LinkId LINK = new LinkId(TOKYO, KOGANEI);
    static final int BLOCK_BYTES = 96;
    static final int PAD_BYTES = BLOCK_BYTES - KeyBlock.CONFIRMATION_BYTES;
    static final long CAPACITY_BITS = 16_384;

    final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-26T00:00:00Z"));
    final Wire wire = new Wire();
    private @Nullable End tokyo;
    private @Nullable End koganei;
    private @Nullable LinkKeeper tokyoKeeper;
    private @Nullable LinkKeeper koganeiKeeper;

    /** One end. */
    record End(LinkStock stock, LinkLedger ledger) {}

    interface Maker {
        End make(StockRules rules, InstantSource clock);
    }

    static TwoEnds of(Maker maker) {
        TwoEnds ends = new TwoEnds();
        ends.tokyo(maker.make(rules(TOKYO), ends.now::get));
        ends.koganei(maker.make(rules(KOGANEI), ends.now::get));
        return ends;
    }

    static StockRules rules(SiteId own) {
        return new StockRules(own, CAPACITY_BITS);
    }

    /** Puts another end in place, as after a restart. */
    void tokyo(End end) {
        tokyo = end;
        tokyoKeeper = keeper(TOKYO, end);
    }

    void koganei(End end) {
        koganei = end;
        koganeiKeeper = keeper(KOGANEI, end);
    }

    private LinkKeeper keeper(SiteId own, End end) {
        return new LinkKeeper(LINK, rules(own), end.ledger(), wire.from(own), now::get, _ -> {});
    }

    LinkStock tokyo() {
        return present(tokyo).stock();
    }

    LinkStock koganei() {
        return present(koganei).stock();
    }

    LinkLedger ledger(SiteId site) {
        return present(site.equals(TOKYO) ? tokyo : koganei).ledger();
    }

    LinkKeeper tokyoKeeper() {
        return present(tokyoKeeper);
    }

    LinkKeeper koganeiKeeper() {
        return present(koganeiKeeper);
    }

    /** Lets both ends do what their clocks would have them do, with all periods over. */
    void settle() {
        for (int i = 0; i < 3; i++) {
            now.updateAndGet(instant -> instant.plusSeconds(31));
            koganeiKeeper().round();
            tokyoKeeper().round();
        }
    }

    /** Both ends get these blocks and pool them. */
    TwoEnds filled(int first, int last) {
        for (int sequence = first; sequence <= last; sequence++) {
            assertThat(tokyo().offer(LINK, block(sequence))).isEqualTo(Intake.STORED);
            assertThat(koganei().offer(LINK, block(sequence))).isEqualTo(Intake.STORED);
        }
        settle();
        return this;
    }

    static Pad reserved(LinkStock stock, int bytes) {
        return switch (stock.reserve(LINK, bytes)) {
            case Reservation.Reserved(Pad pad) -> pad;
            case Reservation.TooLittle none -> throw new AssertionError(none);
            case Reservation.InAlarm none -> throw new AssertionError(none);
            case Reservation.NoEpoch none -> throw new AssertionError(none);
        };
    }

    static KeyBlock block(long sequence) {
        return block(sequence, bytes(sequence));
    }

    static KeyBlock block(long sequence, byte[] bytes) {
        UUID id = UUID.nameUUIDFromBytes(Arrays.copyOf(bytes(sequence), 16));
        return new KeyBlock(sequence, id, SecretBytes.copyOf(bytes), 0.01);
    }

    static byte[] bytes(long seed) {
        byte[] bytes = new byte[BLOCK_BYTES];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    static void balances(LinkStock stock) {
        LinkView view = stock.view(LINK);
        long free = 0;
        for (boolean outgoing : new boolean[] {true, false}) {
            LinkAccount account = stock.account(LINK, outgoing);
            assertThat(account.lengthBits())
                    .isEqualTo(account.freeBits() + account.usedBits() + account.burnedBits());
            free += account.freeBits();
        }
        assertThat(free)
                .isEqualTo(
                        view.outgoingBits()
                                + view.incomingBits()
                                + view.generatedOutgoingBits()
                                + view.generatedIncomingBits()
                                + view.quarantinedBits());
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new AssertionError("this end is not there");
        }
        return value;
    }

    /** What passes between the ends. */
    final class Wire {
        /** No message arrives. */
        boolean cut;

        /** Messages arrive, their answers do not. */
        boolean deaf;

        LinkPeers from(SiteId own) {
            SiteId other = LINK.otherEnd(own);
            return new LinkPeers() {
                @Override
                public Optional<Confirmation.Answer> confirm(LinkId link, Confirmation blocks) {
                    return cut
                            ? Optional.empty()
                            : Optional.of(ledger(other).judge(link, blocks)).filter(_ -> !deaf);
                }

                @Override
                public Optional<EpochNote> exchange(LinkId link, EpochNote note) {
                    return cut
                            ? Optional.empty()
                            : Optional.of(ledger(other).hear(link, note)).filter(_ -> !deaf);
                }
            };
        }
    }
}
