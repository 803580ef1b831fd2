package io.warifu.keys.pool;

import static io.warifu.keys.pool.StockMaker.range;
import static io.warifu.keys.pool.TwoEnds.LINK;
import static io.warifu.keys.pool.TwoEnds.balances;
import static io.warifu.keys.pool.TwoEnds.bytes;
import static io.warifu.keys.pool.TwoEnds.reserved;
import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.Parallel;
import io.warifu.keys.pool.LinkStock.Claim;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Both ends of a link, and many at once at each, use every byte of a stock once. */
interface LinkStockSharingContract extends StockMaker {

    @Test
    default void bothEndsReadTheSamePad() {
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
    default void givesNoByteTwiceToManyAtOnceAndEachToTheOtherEndOnce() {
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
    default void servesBothDirectionsToManyAtOnce() {
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
    default void takesManyRangesOfOneBlockAtOnce() {
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
}
