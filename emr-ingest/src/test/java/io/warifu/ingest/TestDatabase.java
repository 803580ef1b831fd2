package io.warifu.ingest;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.warifu.servicekit.PostgresForTests;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A real PostgreSQL database with this service's tables, without the service. */
public final class TestDatabase implements AutoCloseable {

    private static final String ALL_TABLES =
            "truncate patient, content, content_part, version, move, file, object, outbox,"
                    + " receipt, ingest";

    private final HikariDataSource pool;

    public TestDatabase() {
        PostgresForTests.Database database = PostgresForTests.newDatabase();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.username());
        config.setPassword(database.password());
        config.setMaximumPoolSize(10);
        config.addDataSourceProperty("reWriteBatchedInserts", true);
        pool = new HikariDataSource(config);
        Flyway.configure().dataSource(pool).locations("classpath:db/emr-ingest").load().migrate();
    }

    public JdbcTemplate jdbc() {
        return new JdbcTemplate(pool);
    }

    public TransactionTemplate transactions() {
        return new TransactionTemplate(new DataSourceTransactionManager(pool));
    }

    /** As new. */
    public void empty() {
        jdbc().execute(ALL_TABLES);
        jdbc().execute("update catalogue set next_sequence = 1");
    }

    @Override
    public void close() {
        pool.close();
    }
}
