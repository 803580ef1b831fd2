package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import io.warifu.keys.audit.AuditLog;
import io.warifu.keys.audit.KeyState;
import io.warifu.keys.vault.KeyVault;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the durable stock and its ledger share: tables, opened blocks, witness, agreed epochs. */
public final class PostgresPool implements AutoCloseable {

    final LinkTable links;
    final BlockTable blocks;
    final PadTable pads;
    final SealTable seals;
    final TransactionTemplate transaction;
    final StockRules rules;
    final InstantSource clock;
    final KeyVault vault;
    final Witness witness;
    final PoolAudit audit;
    final EpochGate gate = new EpochGate();
    final OpenBlocks opened = new OpenBlocks();

    public PostgresPool(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            StockRules rules,
            InstantSource clock,
            KeyVault vault,
            Witness witness,
            AuditLog audit) {
        this.links = new LinkTable(jdbc);
        this.blocks = new BlockTable(jdbc);
        this.pads = new PadTable(jdbc);
        this.seals = new SealTable(jdbc);
        this.transaction = transaction;
        this.rules = rules;
        this.clock = clock;
        this.vault = vault;
        this.witness = witness;
        this.audit = new PoolAudit(rules.own(), audit);
    }

    public LinkStock stock() {
        return new PostgresLinkStock(this);
    }

    PostgresLedger ledger() {
        return new PostgresLedger(this);
    }

    PostgresEpochs epochs() {
        return new PostgresEpochs(this);
    }

    /** Burns blocks in stock, up to a number or of that number alone, as the condition says. */
    void burnPooled(LinkId link, String why, String condition, long number) {
        var _ = burn(link, KeyState.POOLED, why, condition, number);
    }

    /** Burns blocks and forgets their bytes once that is committed; the number of blocks. */
    int burn(LinkId link, KeyState from, String why, String condition, Object... arguments) {
        List<BlockTable.Burned> burned = blocks.burn(link, condition, arguments);
        if (!burned.isEmpty()) {
            audit.burned(link, from, burned, why);
            afterCommit(() -> opened.drop(link));
        }
        return burned.size();
    }

    /** What must stay readable in the vault. */
    Optional<Instant> oldestSeal() {
        return seals.oldestSeal();
    }

    /** Runs when the transaction that is under way was committed, and not if it is rolled back. */
    static void afterCommit(Runnable act) {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        act.run();
                    }
                });
    }

    @Override
    public void close() {
        opened.close();
    }
}
