package io.warifu.keys.pool;

import static io.warifu.keys.pool.TwoEnds.LINK;
import static io.warifu.keys.pool.TwoEnds.balances;
import static io.warifu.keys.pool.TwoEnds.reserved;
import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.keys.pool.LinkStock.Claim;
import io.warifu.keys.pool.LinkStock.Reservation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the two ends of a link begin anew, in every stock, when they may differ. */
interface LinkEpochContract extends StockMaker {

    @Test
    default void burnsAllOldBlocksAtBothEndsWhenOneEndOpensANewEpoch() {
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
    default void agreesWhenBothEndsOpenANewEpochAtTheSameTime() {
        TwoEnds ends = filled(4);
        var _ = ends.ledger(TwoEnds.KOGANEI).newEpoch(LINK, "test");
        var _ = ends.ledger(TwoEnds.TOKYO).newEpoch(LINK, "test");
        ends.settle();
        assertThat(ends.tokyo().view(LINK).epoch()).isEqualTo(ends.koganei().view(LINK).epoch());
        assertThat(reserved(ends.filled(5, 6).tokyo(), 8).ranges().getFirst().sequence())
                .isEqualTo(5);
    }

    @Test
    default void opensANewEpochIfTheOtherEndHasReceivedMoreThanThisOneSent() {
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
