package io.warifu.keys.pool;

import static io.warifu.keys.pool.TwoEnds.LINK;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.DatabaseForTests;
import io.warifu.keys.VaultForTests;
import io.warifu.keys.audit.AuditEvent;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A test class with a database of its own for the stock of either end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PostgresStockCase implements StockMaker {

    private final Map<SiteId, DatabaseForTests> databases = new HashMap<>();
    final VaultForTests vault = new VaultForTests();
    final List<AuditEvent> audited = new CopyOnWriteArrayList<>();
    int witnesses;

    @TempDir private Path folder = Path.of("none");

    @Override
    public TwoEnds.End end(StockRules rules, InstantSource clock) {
        database(rules.own()).jdbc().execute("truncate link, link_block, pool_incarnation");
        witnesses++;
        return again(rules, clock);
    }

    /** The same database in a new process. */
    final TwoEnds.End again(StockRules rules, InstantSource clock) {
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

    final DatabaseForTests database(SiteId own) {
        return databases.computeIfAbsent(own, _ -> DatabaseForTests.create());
    }

    @AfterAll
    void close() {
        databases.values().forEach(DatabaseForTests::close);
    }
}
