package io.warifu.keys.pool;

import static io.warifu.keys.pool.TwoEnds.LINK;
import static io.warifu.keys.pool.TwoEnds.PAD_BYTES;
import static io.warifu.keys.pool.TwoEnds.balances;
import static io.warifu.keys.pool.TwoEnds.reserved;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.DatabaseForTests;
import io.warifu.keys.VaultForTests;
import io.warifu.keys.audit.AuditEvent;
import io.warifu.keys.audit.KeyState;
import io.warifu.keys.pool.LinkStock.Claim;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresLinkStockTest extends LinkStockContract {

    private static final List<String> TABLES = List.of("link", "link_block", "pool_incarnation");

    private final Map<SiteId, DatabaseForTests> databases = new HashMap<>();
    private final VaultForTests vault = new VaultForTests();
    private final List<PadRange> received = new ArrayList<>();
    private final List<AuditEvent> audited = new CopyOnWriteArrayList<>();
    private int witnesses;

    @TempDir private Path folder = Path.of("none");

    @Override
    TwoEnds.End end(StockRules rules, InstantSource clock) {
        database(rules.own()).jdbc().execute("truncate link, link_block, pool_incarnation");
        witnesses++;
        received.clear();
        return again(rules, clock);
    }

    /** The same database in a new process. */
    private TwoEnds.End again(StockRules rules, InstantSource clock) {
        DatabaseForTests database = database(rules.own());
        PostgresPool pool =
                new PostgresPool(
                        database.jdbc(),
                        database.transaction(),
                        rules,
                        clock,
                        vault,
                        witness(rules.own()),
                        audited::add);
        PostgresEpochs epochs = pool.epochs();
        epochs.resume(LINK, epochs.begin());
        return new TwoEnds.End(pool.stock(), pool.ledger());
    }

    private Witness witness(SiteId own) {
        return new Witness(folder.resolve(own + "-" + (witnesses + 1) / 2), own);
    }

    private DatabaseForTests database(SiteId own) {
        return databases.computeIfAbsent(own, _ -> DatabaseForTests.create());
    }

    @AfterAll
    void close() {
        databases.values().forEach(DatabaseForTests::close);
    }

    @Test
    void givesBackWhatASurroundingTransactionRolledBackAndTheSameBytesAgain() {
        TwoEnds ends = filled(4);
        byte[] first =
                database(TwoEnds.TOKYO)
                        .transaction()
                        .execute(status -> {
                            status.setRollbackOnly();
                            return reserved(ends.tokyo(), PAD_BYTES + 8).bytes().exposeForWire();
                        });
        assertThat(ends.tokyo().view(LINK).outgoingBits()).isEqualTo(8 * 2 * PAD_BYTES);
        assertThat(reserved(ends.tokyo(), PAD_BYTES + 8).bytes().exposeForWire()).isEqualTo(first);
    }

    @Test
    void joinsASurroundingTransaction() {
        TwoEnds ends = filled(4);
        DatabaseForTests koganei = database(TwoEnds.KOGANEI);
        Pad pad = reserved(ends.tokyo(), PAD_BYTES + 8);
        koganei.transaction()
                .executeWithoutResult(status -> {
                    assertThat(ends.koganei().claim(LINK, pad.ranges()))
                            .isInstanceOf(Claim.Claimed.class);
                    assertThat(ends.koganei().claim(LINK, pad.ranges()))
                            .isInstanceOf(Claim.Used.class);
                    assertThat(status.isRollbackOnly()).isFalse();
                    status.setRollbackOnly();
                });
        assertThat(ends.koganei().claim(LINK, pad.ranges()))
                .isInstanceOfSatisfying(
                        Claim.Claimed.class,
                        claimed -> assertThat(claimed.pad().sameAs(pad.bytes())).isTrue());
        balances(ends.koganei());
    }

    @Test
    void keepsNoMaterialOfADestroyedBlockAndNoneInClear() {
        TwoEnds ends = filled(4);
        var _ = reserved(ends.tokyo(), PAD_BYTES);
        List<byte[]> sealed = sealedBlocks(TwoEnds.TOKYO);
        assertThat(sealed).hasSize(3);
        for (int sequence = 2; sequence <= 4; sequence++) {
            assertThat(new String(sealed.get(sequence - 2), ISO_8859_1))
                    .doesNotContain(new String(TwoEnds.bytes(sequence), 40, 8, ISO_8859_1));
        }
    }

    @Test
    void burnsBlocksThatTheVaultCannotOpenAndGoesOn() {
        TwoEnds ends = filled(4);
        vault.loseKey();
        ends.filled(5, 8);
        assertThat(reserved(ends.tokyo(), 8).ranges())
                .containsExactly(new PadRange(1, 5, KeyBlock.CONFIRMATION_BYTES, 8));
        assertThat(ends.koganei().claim(LINK, List.of(new PadRange(1, 1, 32, 8))))
                .isEqualTo(new Claim.Unknown(1));
        balances(ends.tokyo());
        balances(ends.koganei());
    }

    @Test
    void sealsOldBlocksAnewWithoutTheBytesThatWereUsed() {
        TwoEnds ends = filled(4);
        Pad pad = reserved(ends.tokyo(), 8);
        assertThat(ends.koganei().claim(LINK, List.of(new PadRange(1, 1, 36, 2))))
                .isInstanceOf(Claim.Claimed.class);
        List<byte[]> before = sealedBlocks(TwoEnds.TOKYO);
        ends.now.updateAndGet(instant -> instant.plus(PostgresLedger.MAX_SEAL_AGE));
        ends.settle();
        List<byte[]> after = sealedBlocks(TwoEnds.TOKYO);
        assertThat(after).hasSize(4).doesNotContainAnyElementsOf(before);
        OpenBlocks.Name name =
                new OpenBlocks.Name(LINK, 1, 1, TwoEnds.block(1).blockId(), TwoEnds.BLOCK_BYTES);
        byte[] block = vault.open(after.getFirst(), name.about()).exposeForWire();
        byte[] expected = TwoEnds.bytes(1);
        Arrays.fill(expected, 0, 40, (byte) 0);
        assertThat(block).isEqualTo(expected);
        byte[] atKoganei =
                vault.open(sealedBlocks(TwoEnds.KOGANEI).getFirst(), name.about()).exposeForWire();
        assertThat(atKoganei[35]).isEqualTo(TwoEnds.bytes(1)[35]);
        assertThat(Arrays.copyOfRange(atKoganei, 36, 38)).containsOnly(0);
        assertThat(pad.ranges()).containsExactly(new PadRange(1, 1, 32, 8));
        assertThat(reserved(ends.tokyo(), 8).bytes().exposeForWire())
                .isEqualTo(Arrays.copyOfRange(TwoEnds.bytes(1), 40, 48));
    }

    @Test
    void writesEachTransitionOfABlockIntoTheAudit() {
        TwoEnds ends = TwoEnds.of(this::end);
        audited.clear();
        ends.filled(1, 4);
        var _ = reserved(ends.tokyo(), PAD_BYTES);
        var _ = ends.tokyo().alarm(LINK, true, 0.25, "eavesdropper");
        var _ = ends.tokyo().alarm(LINK, false, 0.01, "");
        List<AuditEvent> atTokyo =
                audited.stream().filter(event -> event.actor().endsWith(":tokyo")).toList();
        assertThat(atTokyo)
                .extracting(AuditEvent::to)
                .containsExactly(
                        KeyState.GENERATED,
                        KeyState.GENERATED,
                        KeyState.GENERATED,
                        KeyState.GENERATED,
                        KeyState.POOLED,
                        KeyState.DESTROYED,
                        KeyState.QUARANTINED,
                        KeyState.DESTROYED);
        assertThat(atTokyo.getLast().bits()).isEqualTo(8 * 3 * PAD_BYTES);
        assertThat(atTokyo.getLast().keyIds()).hasSize(3);
    }

    private List<byte[]> sealedBlocks(SiteId site) {
        return database(site)
                .jdbc()
                .query(
                        "select sealed from link_block where sealed is not null order by sequence",
                        (row, _) -> row.getBytes(1));
    }

    // ---- a process that was killed, and a backup that was restored

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

    private TwoEnds filled(int blocks) {
        return TwoEnds.of(this::end).filled(1, blocks);
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
