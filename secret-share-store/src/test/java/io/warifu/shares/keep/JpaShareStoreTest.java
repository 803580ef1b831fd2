package io.warifu.shares.keep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.warifu.kernel.id.SiteId;
import io.warifu.servicekit.PostgresForTests;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;

/** The contract on a real PostgreSQL, and what only a database can break. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JpaShareStoreTest extends ShareStoreContract {

    private HikariDataSource dataSource;
    private LocalContainerEntityManagerFactoryBean factory;
    private EntityManagerFactory entityManagers;

    @BeforeAll
    void connect() {
        PostgresForTests.Database database = PostgresForTests.newDatabase();
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(database.url());
        pool.setUsername(database.username());
        pool.setPassword(database.password());
        pool.setMaximumPoolSize(8);
        dataSource = new HikariDataSource(pool);
        Flyway.configure()
                .dataSource(dataSource)
                .locations("classpath:db/secret-share-store")
                .load()
                .migrate();
        factory = new LocalContainerEntityManagerFactoryBean();
        factory.setDataSource(dataSource);
        factory.setPackagesToScan("io.warifu.shares.keep");
        factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
        factory.getJpaPropertyMap().put("hibernate.hbm2ddl.auto", "validate");
        factory.afterPropertiesSet();
        entityManagers = Objects.requireNonNull(factory.getObject());
    }

    @AfterAll
    void disconnect() {
        factory.destroy();
        dataSource.close();
    }

    @Override
    ShareStore emptyStore() {
        execute("truncate share, share_payload");
        execute("update share_totals set last_sequence = 0, shares = 0, bytes = 0");
        return ShareStores.inDatabase(
                entityManagers, new JpaTransactionManager(entityManagers), TIME);
    }

    @Test
    void aPutThatFailsLeavesNothingAndNoGapBehind() {
        ShareStore store = emptyStore();
        execute("alter table share add constraint broken check (owner <> 'kochi')");
        NewShare share = record(new SiteId("kochi"), "cannot be registered");
        try {
            assertThatThrownBy(() -> store.put(share)).isInstanceOf(RuntimeException.class);
        } finally {
            execute("alter table share drop constraint broken");
        }
        assertThat(store.find(share.object())).isEmpty();
        assertThat(store.put(share)).isInstanceOf(PutOutcome.Stored.class);
        assertThat(store.list(new ListingQuery(null, null, 0, 10)))
                .extracting(ListedShare::sequence)
                .containsExactly(1L);
    }

    @Test
    void payloadsAreStoredWithoutTryingToCompressThem() {
        assertThat(
                        text(
                                "select attstorage from pg_attribute where attname = 'payload'"
                                        + " and attrelid = 'share_payload'::regclass"))
                .isEqualTo("e");
    }

    private void execute(String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private String text(String sql) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
