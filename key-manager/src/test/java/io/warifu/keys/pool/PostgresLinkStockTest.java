package io.warifu.keys.pool;

import io.warifu.keys.DatabaseForTests;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresLinkStockTest extends LinkStockContract {

    private final List<DatabaseForTests> databases = new ArrayList<>();
    private int used;

    @BeforeEach
    void reuseDatabases() {
        used = 0;
    }

    @Override
    LinkStock stock(StockRules rules, InstantSource clock) {
        if (used == databases.size()) {
            databases.add(DatabaseForTests.create());
        }
        DatabaseForTests database = databases.get(used);
        used++;
        database.jdbc().execute("truncate link, link_block");
        return new PostgresLinkStock(database.jdbc(), database.transaction(), rules, clock);
    }

    @AfterAll
    void close() {
        databases.forEach(DatabaseForTests::close);
    }
}
