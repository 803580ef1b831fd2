package io.warifu.crossref.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.servicekit.PostgresForTests;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

final class PostgresAccessLogTest extends AccessLogContract {

    @Override
    AccessLog newLog() {
        return new PostgresAccessLog(migrated());
    }

    @Override
    AccessLog brokenLog() {
        JdbcClient jdbc = migrated();
        int _ = jdbc.sql("alter table access_event rename to access_event_away").update();
        return new PostgresAccessLog(jdbc);
    }

    @Test
    void refusesToChangeOrForgetEntries() {
        JdbcClient jdbc = migrated();
        new PostgresAccessLog(jdbc).write(access("kaoru"));
        for (String change :
                new String[] {
                    "update access_event set user_name = 'nobody'",
                    "delete from access_event",
                    "truncate access_event"
                }) {
            assertThatThrownBy(() -> jdbc.sql(change).update())
                    .isInstanceOf(DataAccessException.class);
        }
        assertThat(new PostgresAccessLog(jdbc).read(Long.MAX_VALUE, 10)).hasSize(1);
    }

    private static JdbcClient migrated() {
        PostgresForTests.Database database = PostgresForTests.newDatabase();
        DriverManagerDataSource source =
                new DriverManagerDataSource(
                        database.url(), database.username(), database.password());
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/cross-ref-api")
                .load()
                .migrate();
        return JdbcClient.create(source);
    }
}
