package io.warifu.keys.pool;

import static io.warifu.keys.pool.TwoEnds.LINK;
import static io.warifu.keys.pool.TwoEnds.PAD_BYTES;
import static io.warifu.keys.pool.TwoEnds.balances;
import static io.warifu.keys.pool.TwoEnds.reserved;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.DatabaseForTests;
import io.warifu.keys.audit.AuditEvent;
import io.warifu.keys.audit.KeyState;
import io.warifu.keys.pool.LinkStock.Claim;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a stock in PostgreSQL keeps, how it is sealed, and what it does in transactions. */
class PostgresLinkStockTest extends PostgresStockCase
        implements LinkStockContract,
                LinkStockSharingContract,
                LinkConfirmationContract,
                LinkEpochContract {

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
}
