package io.warifu.keys.pool;

import static io.warifu.keys.pool.StockMaker.range;
import static io.warifu.keys.pool.TwoEnds.LINK;
import static io.warifu.keys.pool.TwoEnds.PAD_BYTES;
import static io.warifu.keys.pool.TwoEnds.balances;
import static io.warifu.keys.pool.TwoEnds.block;
import static io.warifu.keys.pool.TwoEnds.bytes;
import static io.warifu.keys.pool.TwoEnds.reserved;
import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.pool.LinkStock.Claim;
import io.warifu.keys.pool.LinkStock.Intake;
import io.warifu.keys.pool.LinkStock.Reservation;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every stock must do; koganei sends under even blocks, tokyo under odd ones. */
interface LinkStockContract extends StockMaker {

    @Test
    default void refusesOtherContentUnderAUsedNumber() {
        LinkStock stock = filled(2).tokyo();
        KeyBlock otherBytes = block(1, bytes(99));
        KeyBlock otherId = new KeyBlock(1, UUID.randomUUID(), SecretBytes.copyOf(bytes(1)), 0.01);
        assertThat(stock.offer(LINK, otherBytes)).isEqualTo(Intake.CONFLICT);
        assertThat(stock.offer(LINK, otherId)).isEqualTo(Intake.CONFLICT);
        var _ = reserved(stock, PAD_BYTES);
        assertThat(stock.offer(LINK, otherBytes)).isEqualTo(Intake.CONFLICT);
    }

    @Test
    default void takesTheSameBlockAgainWithoutEffect() {
        LinkStock stock = filled(2).tokyo();
        assertThat(stock.offer(LINK, block(1))).isEqualTo(Intake.ALREADY_STORED);
        var _ = reserved(stock, PAD_BYTES);
        assertThat(stock.offer(LINK, block(1))).isEqualTo(Intake.ALREADY_STORED);
        assertThat(stock.view(LINK).outgoingBits()).isZero();
        assertThat(stock.view(LINK).nextSequence()).isEqualTo(3);
    }

    @Test
    default void givesNoPadBeforeTheEndsHaveAgreedOnTheEpochAndConfirmedTheBlock() {
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
    default void givesNoPadThatIsLongerThanItsHalfAndConsumesNothing() {
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
    default void refusesARangeOfWhichAByteWasUsedAndGivesTheRestBack() {
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
    default void refusesARangeOfItsOwnHalfOrOfNoBlockOrOfAnotherEpoch() {
        LinkStock stock = filled(4).koganei();
        assertThat(stock.claim(LINK, List.of(range(2, 0, 8)))).isEqualTo(new Claim.Unknown(2));
        assertThat(stock.claim(LINK, List.of(range(5, 0, 8)))).isEqualTo(new Claim.Unknown(5));
        assertThat(stock.claim(LINK, List.of(range(1, 60, 5)))).isEqualTo(new Claim.Unknown(1));
        assertThat(stock.claim(LINK, List.of(new PadRange(2, 1, KeyBlock.CONFIRMATION_BYTES, 8))))
                .isInstanceOf(Claim.NoEpoch.class);
    }

    @Test
    default void quarantinesItsStockWhenTheAlarmIsRaisedAndBurnsItWhenItEnds() {
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
    default void takesABlockLargerThanItsWholeCapacityAndIsFullThen() {
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
    default void givesOnlyKeyThatIsYoungEnough() {
        TwoEnds ends = filled(2);
        assertThat(ends.tokyo().reserve(LINK, 8, Duration.ofSeconds(60)))
                .isEqualTo(new Reservation.TooLittle(0));
        assertThat(ends.filled(3, 4).tokyo().reserve(LINK, 8, Duration.ofSeconds(100)))
                .isInstanceOfSatisfying(
                        Reservation.Reserved.class,
                        r -> assertThat(r.pad().ranges()).containsExactly(range(3, 0, 8)));
    }

    @Test
    default void neverUsesWhatWasDiscarded() {
        LinkStock stock = filled(4).tokyo();
        stock.discard(LINK, 1);
        assertThat(reserved(stock, 8).ranges()).containsExactly(range(3, 0, 8));
        assertThat(stock.offer(LINK, block(1))).isEqualTo(Intake.ALREADY_STORED);
        assertThat(stock.account(LINK, true).burnedBits()).isEqualTo(8 * PAD_BYTES);
        balances(stock);
    }

    @Test
    default void isFullOnlyWhenNeitherDirectionIsShortAndDropsWhatHasNoRoomAtBothEnds() {
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
}
