package io.warifu.keys.pool;

import static io.warifu.keys.pool.TwoEnds.LINK;
import static io.warifu.keys.pool.TwoEnds.PAD_BYTES;
import static io.warifu.keys.pool.TwoEnds.balances;
import static io.warifu.keys.pool.TwoEnds.reserved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.pool.LinkStock.Claim;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A process that was killed, and a backup of its database that was restored: no byte comes twice.
 */
class PostgresLinkRecoveryTest extends PostgresStockCase {

    private static final List<String> TABLES = List.of("link", "link_block", "pool_incarnation");

    private final List<PadRange> received = new ArrayList<>();

    @Override
    public TwoEnds.End end(StockRules rules, InstantSource clock) {
        received.clear();
        return super.end(rules, clock);
    }

    @Test
    void burnsOnlyTheRestOfTheBlocksInUseAtARestart() {
        TwoEnds ends = filled(8);
        Pad sent = reserved(ends.tokyo(), 8);
        assertThat(ends.koganei().claim(LINK, sent.ranges())).isInstanceOf(Claim.Claimed.class);
        Pad lost = reserved(ends.koganei(), 8);
        restart(ends, TwoEnds.KOGANEI);
        restart(ends, TwoEnds.TOKYO);
        ends.settle();
        assertThat(ends.koganei().claim(LINK, lost.ranges())).isInstanceOf(Claim.Unknown.class);
        for (LinkStock stock : List.of(ends.tokyo(), ends.koganei())) {
            assertThat(stock.view(LINK).epoch()).isEqualTo(1);
            assertThat(stock.view(LINK).outgoingBits()).isEqualTo(8 * 3 * PAD_BYTES);
            assertThat(stock.view(LINK).incomingBits()).isEqualTo(8 * 3 * PAD_BYTES);
            balances(stock);
        }
        assertThat(reserved(ends.tokyo(), 8).ranges().getFirst().sequence()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokyo", "koganei"})
    void usesNoOffsetAgainAfterABackupWasRestored(String restored) {
        SiteId site = new SiteId(restored);
        TwoEnds ends = filled(8);
        backUp(site);
        Set<String> used = new HashSet<>();
        exchange(ends, used, 40);
        restore(site);
        restart(ends, site);
        exchangeAfterRestore(ends, used);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tokyo", "koganei"})
    void opensANewEpochIfABackupFromBeforeTheLastStartWasRestored(String restored) {
        SiteId site = new SiteId(restored);
        TwoEnds ends = filled(8);
        backUp(site);
        restart(ends, site);
        ends.settle();
        Set<String> used = new HashSet<>();
        exchange(ends, used, 10);
        restore(site);
        restart(ends, site);
        assertThat(ends.tokyo().reserve(LINK, 8))
                .isInstanceOf(
                        site.equals(TwoEnds.TOKYO)
                                ? LinkStock.Reservation.NoEpoch.class
                                : LinkStock.Reservation.Reserved.class);
        ends.settle();
        assertThat(ends.tokyo().view(LINK).epoch()).isGreaterThan(1);
        assertThat(ends.tokyo().view(LINK).filledBits()).isZero();
        assertThat(ends.koganei().view(LINK).filledBits()).isZero();
        exchangeAfterRestore(ends, used);
    }

    @Test
    void opensANewEpochIfTheWitnessIsLost() {
        TwoEnds ends = filled(4);
        witnesses += 2;
        restart(ends, TwoEnds.TOKYO);
        ends.settle();
        assertThat(ends.tokyo().view(LINK).epoch())
                .isGreaterThan(1)
                .isEqualTo(ends.koganei().view(LINK).epoch());
        assertThat(ends.koganei().view(LINK).filledBits()).isZero();
        balances(ends.koganei());
    }

    @Test
    void noticesThatItsDatabaseWasSetBackWhileItRuns() {
        TwoEnds ends = filled(4);
        var _ = reserved(ends.tokyo(), 8);
        backUp(TwoEnds.TOKYO);
        var _ = reserved(ends.tokyo(), 8);
        restore(TwoEnds.TOKYO);
        assertThatThrownBy(() -> ends.tokyo().reserve(LINK, 8))
                .isInstanceOf(OpenBlocks.UsedBefore.class);
        ends.settle();
        assertThat(ends.tokyo().view(LINK).epoch()).isGreaterThan(1);
        assertThat(ends.koganei().view(LINK).filledBits()).isZero();
    }

    /** Pads in both directions until each end has used this many bytes; every range is noted. */
    private void exchange(TwoEnds ends, Set<String> used, int bytes) {
        for (int sent = 0; sent < bytes; sent += 10) {
            for (boolean fromTokyo : new boolean[] {true, false}) {
                LinkStock sender = fromTokyo ? ends.tokyo() : ends.koganei();
                LinkStock receiver = fromTokyo ? ends.koganei() : ends.tokyo();
                Pad pad = reserved(sender, 10);
                assertThat(receiver.claim(LINK, pad.ranges())).isInstanceOf(Claim.Claimed.class);
                note(pad, used);
                received.addAll(pad.ranges());
                // Sent, and lost on the way: the other end knows nothing of it.
                note(reserved(sender, 10), used);
            }
        }
    }

    private static void note(Pad pad, Set<String> used) {
        for (PadRange range : pad.ranges()) {
            for (int at = range.offset(); at < range.end(); at++) {
                assertThat(used.add(range.sequence() + ":" + at)).isTrue();
            }
        }
    }

    private void exchangeAfterRestore(TwoEnds ends, Set<String> used) {
        ends.settle();
        // A replay: whatever was received before the backup was restored is refused for ever.
        for (PadRange range : received) {
            boolean atKoganei = range.sequence() % 2 == 1;
            LinkStock receiver = atKoganei ? ends.koganei() : ends.tokyo();
            assertThat(receiver.claim(LINK, List.of(range))).isNotInstanceOf(Claim.Claimed.class);
        }
        ends.settle();
        ends.filled(9, 16);
        exchange(ends, used, 20);
        balances(ends.tokyo());
        balances(ends.koganei());
    }

    private void backUp(SiteId site) {
        for (String table : TABLES) {
            database(site).jdbc().execute("drop table if exists copy_" + table);
            database(site).jdbc().execute("create table copy_" + table + " as table " + table);
        }
    }

    private void restore(SiteId site) {
        database(site).jdbc().execute("truncate link, link_block, pool_incarnation");
        for (String table : TABLES) {
            database(site).jdbc().execute("insert into " + table + " select * from copy_" + table);
        }
    }

    private void restart(TwoEnds ends, SiteId site) {
        TwoEnds.End end = again(TwoEnds.rules(site), ends.now::get);
        if (site.equals(TwoEnds.TOKYO)) {
            ends.tokyo(end);
        } else {
            ends.koganei(end);
        }
    }
}
