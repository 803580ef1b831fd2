package io.warifu.keys.pool;

import static io.warifu.keys.pool.StockMaker.range;
import static io.warifu.keys.pool.TwoEnds.BLOCK_BYTES;
import static io.warifu.keys.pool.TwoEnds.LINK;
import static io.warifu.keys.pool.TwoEnds.PAD_BYTES;
import static io.warifu.keys.pool.TwoEnds.balances;
import static io.warifu.keys.pool.TwoEnds.block;
import static io.warifu.keys.pool.TwoEnds.bytes;
import static io.warifu.keys.pool.TwoEnds.reserved;
import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.keys.pool.LinkStock.Claim;
import io.warifu.keys.pool.LinkStock.Intake;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the two ends of a link find out, in every stock, which blocks both have. */
interface LinkConfirmationContract extends StockMaker {

    @Test
    default void burnsABlockAtBothEndsIfItsBitsDiffer() {
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
    default void confirmsWhenTheAnswerWasLostOrAnEndWasAwayForAWhile() {
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
    default void takesAPadOfABlockThatTheOtherEndHasConfirmedAlready() {
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
    default void forgetsABlockThatTheOtherEndNeverGot() {
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
    default void burnsAtTheReceivingEndWhatTheSenderHasPassedOver() {
        TwoEnds ends = filled(6);
        var _ = reserved(ends.tokyo(), 30);
        ends.tokyo().discard(LINK, 1);
        for (int i = 0; i < 6; i++) {
            ends.settle();
        }
        assertThat(ends.koganei().view(LINK).incomingBits()).isEqualTo(2 * 8 * PAD_BYTES);
        balances(ends.koganei());
    }
}
