package io.warifu.keys.pool;

import static io.warifu.keys.pool.TwoEnds.BLOCK_BYTES;
import static io.warifu.keys.pool.TwoEnds.LINK;
import static io.warifu.keys.pool.TwoEnds.PAD_BYTES;
import static io.warifu.keys.pool.TwoEnds.balances;
import static io.warifu.keys.pool.TwoEnds.block;
import static io.warifu.keys.pool.TwoEnds.bytes;
import static io.warifu.keys.pool.TwoEnds.reserved;
import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.Parallel;
import io.warifu.keys.pool.LinkStock.Claim;
import io.warifu.keys.pool.LinkStock.Intake;
import io.warifu.keys.pool.LinkStock.Reservation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What every stock must do; koganei sends under even blocks, tokyo under odd ones. */
abstract class LinkStockContract {

    private static final int START = KeyBlock.CONFIRMATION_BYTES;

    /** A new, empty stock with its ledger. */
    abstract TwoEnds.End end(StockRules rules, InstantSource clock);

    private TwoEnds ends() {
        return TwoEnds.of(this::end);
    }

    private TwoEnds filled(int blocks) {
        return ends().filled(1, blocks);
    }

    private static PadRange range(long sequence, int offset, int length) {
        return new PadRange(1, sequence, START + offset, length);
    }

    @Test
    void refusesOtherContentUnderAUsedNumber() {
        LinkStock stock = filled(2).tokyo();
        KeyBlock otherBytes = block(1, bytes(99));
        KeyBlock otherId = new KeyBlock(1, UUID.randomUUID(), SecretBytes.copyOf(bytes(1)), 0.01);
        assertThat(stock.offer(LINK, otherBytes)).isEqualTo(Intake.CONFLICT);
        assertThat(stock.offer(LINK, otherId)).isEqualTo(Intake.CONFLICT);
        var _ = reserved(stock, PAD_BYTES);
        assertThat(stock.offer(LINK, otherBytes)).isEqualTo(Intake.CONFLICT);
    }

    @Test
    void takesTheSameBlockAgainWithoutEffect() {
        LinkStock stock = filled(2).tokyo();
        assertThat(stock.offer(LINK, block(1))).isEqualTo(Intake.ALREADY_STORED);
        var _ = reserved(stock, PAD_BYTES);
        assertThat(stock.offer(LINK, block(1))).isEqualTo(Intake.ALREADY_STORED);
        assertThat(stock.view(LINK).outgoingBits()).isZero();
        assertThat(stock.view(LINK).nextSequence()).isEqualTo(3);
    }

    @Test
    void givesNoPadBeforeTheEndsHaveAgreedOnTheEpochAndConfirmedTheBlock() {
        TwoEnds ends = ends();
        assertThat(ends.tokyo().offer(LINK, block(1))).isEqualTo(Intake.STORED);
        assertThat(ends.tokyo().reserve(LINK, 8)).isInstanceOf(Reservation.NoEpoch.class);
        assertThat(ends.tokyo().claim(LINK, List.of(range(2, 0, 8))))
                .isInstanceOf(Claim.NoEpoch.class);
        ends.settle();
        assertThat(ends.tokyo().view(LINK).agreed()).isTrue();
        assertThat(ends.tokyo().reserve(LINK, 8)).isEqualTo(new Reservation.TooLittle(0));
        assertThat(ends.koganei().offer(LINK, block(1))).isEqualTo(Intake.STORED);
        ends.settle();
        assertThat(reserved(ends.tokyo(), 8).ranges()).containsExactly(range(1, 0, 8));
    }

    @Test
    void givesNoPadThatIsLongerThanItsHalfAndConsumesNothing() {
        LinkStock stock = filled(4).tokyo();
        assertThat(stock.reserve(LINK, 2 * PAD_BYTES + 1))
                .isEqualTo(new Reservation.TooLittle(2 * PAD_BYTES * 8));
        assertThat(stock.view(LINK).outgoingBits()).isEqualTo(2 * PAD_BYTES * 8);
        assertThat(reserved(stock, 2 * PAD_BYTES).ranges())
                .containsExactly(range(1, 0, PAD_BYTES), range(3, 0, PAD_BYTES));
        assertThat(stock.reserve(LINK, 1)).isEqualTo(new Reservation.TooLittle(0));
        balances(stock);
    }

    @Test
    void refusesARangeOfWhichAByteWasUsedAndGivesTheRestBack() {
        LinkStock stock = filled(4).koganei();
        assertThat(stock.claim(LINK, List.of(range(3, 10, 10)))).isInstanceOf(Claim.Claimed.class);
        for (PadRange used : List.of(range(3, 10, 10), range(3, 19, 5), range(3, 0, 11))) {
            assertThat(stock.claim(LINK, List.of(range(1, 0, 20), used)))
                    .isInstanceOf(Claim.Used.class);
        }
        assertThat(stock.claim(LINK, List.of(range(1, 0, 20)))).isInstanceOf(Claim.Claimed.class);
        assertThat(stock.claim(LINK, List.of(range(3, 20, 44), range(3, 20, 1))))
                .isInstanceOf(Claim.Used.class);
        assertThat(stock.view(LINK).incomingBits()).isEqualTo((2 * PAD_BYTES - 30) * 8);
        balances(stock);
    }

    @Test
    void refusesARangeOfItsOwnHalfOrOfNoBlockOrOfAnotherEpoch() {
        LinkStock stock = filled(4).koganei();
        assertThat(stock.claim(LINK, List.of(range(2, 0, 8)))).isEqualTo(new Claim.Unknown(2));
        assertThat(stock.claim(LINK, List.of(range(5, 0, 8)))).isEqualTo(new Claim.Unknown(5));
        assertThat(stock.claim(LINK, List.of(range(1, 60, 5)))).isEqualTo(new Claim.Unknown(1));
        assertThat(stock.claim(LINK, List.of(new PadRange(2, 1, START, 8))))
                .isInstanceOf(Claim.NoEpoch.class);
    }

    @Test
    void quarantinesItsStockWhenTheAlarmIsRaisedAndBurnsItWhenItEnds() {
        TwoEnds ends = filled(4);
        LinkStock stock = ends.tokyo();
        var _ = reserved(stock, 8);
        assertThat(stock.alarm(LINK, true, 0.25, "eavesdropper")).isTrue();
        assertThat(stock.alarm(LINK, true, 0.25, "eavesdropper")).isFalse();
        assertThat(stock.view(LINK).alarm()).isTrue();
        assertThat(stock.view(LINK).qber()).isEqualTo(0.25);
        assertThat(stock.view(LINK).stockBits()).isZero();
        assertThat(stock.view(LINK).quarantinedBits()).isEqualTo((4 * PAD_BYTES - 8) * 8);
        assertThat(stock.reserve(LINK, 8)).isInstanceOf(Reservation.InAlarm.class);
        assertThat(stock.claim(LINK, List.of(range(2, 0, 8)))).isInstanceOf(Claim.InAlarm.class);
        assertThat(stock.offer(LINK, block(5))).isEqualTo(Intake.IN_ALARM);
        balances(stock);
        assertThat(stock.alarm(LINK, false, 0.02, "")).isFalse();
        assertThat(stock.view(LINK).quarantinedBits()).isZero();
        balances(stock);
        // The other end had no alarm; it learns that the blocks are gone.
        ends.settle();
        assertThat(ends.koganei().view(LINK).stockBits()).isZero();
        assertThat(reserved(ends.filled(5, 8).tokyo(), 8).ranges()).containsExactly(range(5, 0, 8));
    }

    @Test
    void bothEndsReadTheSamePad() {
        TwoEnds ends = filled(6);
        for (int length : new int[] {10, 64, 1, 117}) {
            Pad sent = reserved(ends.tokyo(), length);
            assertThat(ends.koganei().claim(LINK, sent.ranges()))
                    .isInstanceOfSatisfying(
                            Claim.Claimed.class,
                            claimed -> assertThat(claimed.pad().sameAs(sent.bytes())).isTrue());
        }
        assertThat(ends.tokyo().view(LINK).outgoingBits()).isZero();
        assertThat(ends.koganei().view(LINK).incomingBits()).isZero();
        balances(ends.tokyo());
        balances(ends.koganei());
    }

    @Test
    void givesNoByteTwiceToManyAtOnceAndEachToTheOtherEndOnce() {
        TwoEnds ends = filled(30);
        AtomicInteger claimed = new AtomicInteger();
        List<Pad> pads =
                Parallel.run(
                        32,
                        () -> {
                            Pad pad = reserved(ends.tokyo(), 20);
                            Claim claim = ends.koganei().claim(LINK, pad.ranges());
                            if (claim instanceof Claim.Claimed(SecretBytes other)
                                    && other.sameAs(pad.bytes())) {
                                claimed.incrementAndGet();
                            }
                            assertThat(ends.koganei().claim(LINK, pad.ranges()))
                                    .isInstanceOf(Claim.Used.class);
                            return pad;
                        });
        assertThat(claimed).hasValue(32);
        Map<Long, BitSet> seen = new HashMap<>();
        for (Pad pad : pads) {
            byte[] expected = new byte[20];
            int at = 0;
            for (PadRange range : pad.ranges()) {
                BitSet used = seen.computeIfAbsent(range.sequence(), _ -> new BitSet());
                assertThat(used.get(range.offset(), range.end()).isEmpty()).isTrue();
                used.set(range.offset(), range.end());
                System.arraycopy(
                        bytes(range.sequence()), range.offset(), expected, at, range.length());
                at += range.length();
            }
            assertThat(pad.bytes().exposeForWire()).isEqualTo(expected);
        }
        assertThat(ends.tokyo().view(LINK).outgoingBits()).isEqualTo(8L * (15 * 64 - 32 * 20));
        balances(ends.tokyo());
        balances(ends.koganei());
    }

    @Test
    void servesBothDirectionsToManyAtOnce() {
        TwoEnds ends = filled(30);
        List<Claim> claims =
                Parallel.run(
                        32,
                        () -> {
                            Pad here = reserved(ends.koganei(), 12);
                            return ends.tokyo().claim(LINK, here.ranges());
                        });
        assertThat(claims).allMatch(Claim.Claimed.class::isInstance);
        assertThat(ends.koganei().view(LINK).outgoingBits())
                .isEqualTo(ends.tokyo().view(LINK).incomingBits());
    }

    @Test
    void takesABlockLargerThanItsWholeCapacityAndIsFullThen() {
        TwoEnds ends = ends();
        int bytes = 4_096;
        for (LinkStock stock : List.of(ends.tokyo(), ends.koganei())) {
            for (long sequence = 1; sequence <= 2; sequence++) {
                assertThat(stock.offer(LINK, block(sequence, new byte[bytes])))
                        .isEqualTo(Intake.STORED);
            }
            assertThat(stock.offer(LINK, block(3, new byte[bytes]))).isEqualTo(Intake.FULL);
        }
        ends.settle();
        assertThat(ends.tokyo().view(LINK).stockBits()).isEqualTo(TwoEnds.CAPACITY_BITS);
    }

    @Test
    void givesOnlyKeyThatIsYoungEnough() {
        TwoEnds ends = filled(2);
        assertThat(ends.tokyo().reserve(LINK, 8, Duration.ofSeconds(60)))
                .isEqualTo(new Reservation.TooLittle(0));
        assertThat(ends.filled(3, 4).tokyo().reserve(LINK, 8, Duration.ofSeconds(100)))
                .isInstanceOfSatisfying(
                        Reservation.Reserved.class,
                        r -> assertThat(r.pad().ranges()).containsExactly(range(3, 0, 8)));
    }

    @Test
    void neverUsesWhatWasDiscarded() {
        LinkStock stock = filled(4).tokyo();
        stock.discard(LINK, 1);
        assertThat(reserved(stock, 8).ranges()).containsExactly(range(3, 0, 8));
        assertThat(stock.offer(LINK, block(1))).isEqualTo(Intake.ALREADY_STORED);
        assertThat(stock.account(LINK, true).burnedBits()).isEqualTo(8 * PAD_BYTES);
        balances(stock);
    }

    @Test
    void isFullOnlyWhenNeitherDirectionIsShortAndDropsWhatHasNoRoomAtBothEnds() {
        TwoEnds ends = ends();
        int next = 1;
        while (ends.tokyo().offer(LINK, block(next)) == Intake.STORED) {
            assertThat(ends.koganei().offer(LINK, block(next))).isEqualTo(Intake.STORED);
            next++;
        }
        ends.settle();
        assertThat(ends.tokyo().view(LINK).stockBits()).isEqualTo(TwoEnds.CAPACITY_BITS);
        Pad pad = reserved(ends.tokyo(), 1024);
        assertThat(ends.koganei().claim(LINK, pad.ranges())).isInstanceOf(Claim.Claimed.class);
        assertThat(ends.tokyo().view(LINK).stockBits()).isLessThan(TwoEnds.CAPACITY_BITS);
        long full = ends.koganei().view(LINK).outgoingBits();
        // Numbers of the full direction do not take the place of the short one.
        for (int more = next + 1; more < next + 20; more++) {
            assertThat(ends.tokyo().offer(LINK, block(more))).isEqualTo(Intake.STORED);
            var _ = ends.koganei().offer(LINK, block(more));
        }
        ends.settle();
        assertThat(ends.koganei().view(LINK).outgoingBits()).isEqualTo(full);
        assertThat(ends.tokyo().view(LINK).incomingBits()).isEqualTo(full);
        assertThat(ends.tokyo().view(LINK).outgoingBits()).isGreaterThan(0);
        balances(ends.tokyo());
        balances(ends.koganei());
    }

    @Test
    void takesManyRangesOfOneBlockAtOnce() {
        LinkStock stock = filled(2).koganei();
        AtomicInteger next = new AtomicInteger();
        List<Claim> claims =
                Parallel.run(
                        16,
                        () -> stock.claim(LINK, List.of(range(1, 4 * next.getAndIncrement(), 4))));
        assertThat(claims).allMatch(Claim.Claimed.class::isInstance);
        assertThat(stock.view(LINK).incomingBits()).isZero();
        assertThat(stock.account(LINK, false)).isEqualTo(new LinkAccount(768, 0, 768, 0));
    }

    // ---- confirmation

    @Test
    void burnsABlockAtBothEndsIfItsBitsDiffer() {
        TwoEnds ends = ends();
        byte[] altered = bytes(1);
        altered[BLOCK_BYTES - 1] ^= 1;
        assertThat(ends.tokyo().offer(LINK, block(1))).isEqualTo(Intake.STORED);
        assertThat(ends.koganei().offer(LINK, block(1, altered))).isEqualTo(Intake.STORED);
        ends.settle();
        for (LinkStock stock : List.of(ends.tokyo(), ends.koganei())) {
            assertThat(stock.view(LINK).filledBits()).isZero();
            balances(stock);
        }
        assertThat(reserved(ends.filled(2, 3).tokyo(), 8).ranges()).containsExactly(range(3, 0, 8));
    }

    @Test
    void confirmsWhenTheAnswerWasLostOrAnEndWasAwayForAWhile() {
        TwoEnds ends = filled(2);
        ends.wire.deaf = true;
        ends.filled(3, 4);
        assertThat(ends.koganei().view(LINK).outgoingBits()).isLessThan(3 * 8 * PAD_BYTES);
        ends.wire.deaf = false;
        ends.wire.cut = true;
        ends.filled(5, 6);
        assertThat(ends.tokyo().view(LINK).generatedOutgoingBits()).isEqualTo(8 * PAD_BYTES);
        ends.wire.cut = false;
        ends.settle();
        for (LinkStock stock : List.of(ends.tokyo(), ends.koganei())) {
            assertThat(stock.view(LINK).stockBits()).isEqualTo(6 * 8 * PAD_BYTES);
        }
    }

    @Test
    void takesAPadOfABlockThatTheOtherEndHasConfirmedAlready() {
        TwoEnds ends = ends();
        ends.settle();
        for (long sequence = 1; sequence <= 2; sequence++) {
            assertThat(ends.tokyo().offer(LINK, block(sequence))).isEqualTo(Intake.STORED);
            assertThat(ends.koganei().offer(LINK, block(sequence))).isEqualTo(Intake.STORED);
        }
        ends.wire.deaf = true;
        ends.koganeiKeeper().round();
        assertThat(ends.koganei().view(LINK).stockBits()).isZero();
        Pad sent = reserved(ends.tokyo(), 8);
        assertThat(ends.koganei().claim(LINK, sent.ranges())).isInstanceOf(Claim.Claimed.class);
        balances(ends.koganei());
    }

    @Test
    void forgetsABlockThatTheOtherEndNeverGot() {
        TwoEnds ends = filled(2);
        assertThat(ends.tokyo().offer(LINK, block(3))).isEqualTo(Intake.STORED);
        ends.settle();
        assertThat(ends.tokyo().view(LINK).generatedOutgoingBits()).isEqualTo(8 * PAD_BYTES);
        ends.now.updateAndGet(instant -> instant.plus(LinkKeeper.UNCONFIRMED_LIFETIME));
        ends.settle();
        assertThat(ends.tokyo().view(LINK).generatedOutgoingBits()).isZero();
        balances(ends.tokyo());
    }

    @Test
    void burnsAtTheReceivingEndWhatTheSenderHasPassedOver() {
        TwoEnds ends = filled(6);
        var _ = reserved(ends.tokyo(), 30);
        ends.tokyo().discard(LINK, 1);
        for (int i = 0; i < 6; i++) {
            ends.settle();
        }
        assertThat(ends.koganei().view(LINK).incomingBits()).isEqualTo(2 * 8 * PAD_BYTES);
        balances(ends.koganei());
    }

    // ---- epochs

    @Test
    void burnsAllOldBlocksAtBothEndsWhenOneEndOpensANewEpoch() {
        TwoEnds ends = filled(4);
        Pad old = reserved(ends.tokyo(), 8);
        long epoch = ends.ledger(TwoEnds.KOGANEI).newEpoch(LINK, "test");
        assertThat(ends.koganei().claim(LINK, old.ranges())).isInstanceOf(Claim.NoEpoch.class);
        assertThat(ends.koganei().reserve(LINK, 8)).isInstanceOf(Reservation.NoEpoch.class);
        ends.settle();
        for (LinkStock stock : List.of(ends.tokyo(), ends.koganei())) {
            assertThat(stock.view(LINK).filledBits()).isZero();
            assertThat(stock.view(LINK).epoch()).isGreaterThanOrEqualTo(epoch);
            assertThat(stock.view(LINK).agreed()).isTrue();
            balances(stock);
        }
        Pad fresh = reserved(ends.filled(5, 6).tokyo(), 8);
        assertThat(fresh.ranges().getFirst().sequence()).isEqualTo(5);
        assertThat(ends.koganei().claim(LINK, fresh.ranges())).isInstanceOf(Claim.Claimed.class);
    }

    @Test
    void agreesWhenBothEndsOpenANewEpochAtTheSameTime() {
        TwoEnds ends = filled(4);
        var _ = ends.ledger(TwoEnds.KOGANEI).newEpoch(LINK, "test");
        var _ = ends.ledger(TwoEnds.TOKYO).newEpoch(LINK, "test");
        ends.settle();
        assertThat(ends.tokyo().view(LINK).epoch()).isEqualTo(ends.koganei().view(LINK).epoch());
        assertThat(reserved(ends.filled(5, 6).tokyo(), 8).ranges().getFirst().sequence())
                .isEqualTo(5);
    }

    @Test
    void opensANewEpochIfTheOtherEndHasReceivedMoreThanThisOneSent() {
        TwoEnds ends = filled(2);
        EpochNote before = ends.ledger(TwoEnds.KOGANEI).note(LINK);
        EpochNote wrong = new EpochNote(before.epoch(), before.epoch(), 0, 1, 0, 0, 0);
        EpochNote answer = ends.ledger(TwoEnds.KOGANEI).hear(LINK, wrong);
        assertThat(answer.epoch()).isGreaterThan(before.epoch());
        assertThat(ends.koganei().view(LINK).agreed()).isFalse();
        ends.settle();
        assertThat(ends.tokyo().view(LINK).stockBits()).isZero();
        assertThat(ends.tokyo().view(LINK).agreed()).isTrue();
    }
}
