package io.warifu.servicekit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A real PostgreSQL 18 for tests: in a container when a Docker engine answers, as embedded binaries
 * otherwise. One server per test JVM, one fresh database per call. A database that cannot be had
 * fails the test; nothing is skipped.
 */
public final class PostgresForTests {

    /** Set to {@code embedded} to use the binaries although an engine answers. */
    private static final String CHOICE_PROPERTY = "warifu.test.postgres";

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable Database server;

    private PostgresForTests() {}

    /** Where a database is and who may enter. */
    public record Database(String url, String username, String password) {

        public Connection connect() {
            try {
                return DriverManager.getConnection(url, username, password);
            } catch (SQLException e) {
                throw new IllegalStateException("the test database does not answer", e);
            }
        }

        /** Spring properties that point a service at this database. */
        public String[] springArguments() {
            return new String[] {
                "--spring.datasource.url=" + url,
                "--spring.datasource.username=" + username,
                "--spring.datasource.password=" + password
            };
        }
    }

    /** A new, empty database. */
    public static Database newDatabase() {
        Database admin = server();
        String name = "test_" + DATABASES.incrementAndGet();
        try (Connection connection = admin.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create database " + name, e);
        }
        int slash = admin.url().lastIndexOf('/');
        int question = admin.url().indexOf('?', slash);
        String options = question < 0 ? "" : admin.url().substring(question);
        return new Database(
                admin.url().substring(0, slash + 1) + name + options,
                admin.username(),
                admin.password());
    }

    private static synchronized Database server() {
        Database running = server;
        if (running == null) {
            boolean embedded =
                    "embedded".equals(System.getProperty(CHOICE_PROPERTY))
                            || !DockerClientFactory.instance().isDockerAvailable();
            running = embedded ? startEmbedded() : startContainer();
            server = running;
        }
        return running;
    }

    @SuppressWarnings("resource") // Closed by the shutdown hook, after the last test.
    private static Database startContainer() {
        PostgreSQLContainer container =
                new PostgreSQLContainer("postgres:18")
                        .withLabel("io.warifu.test", "true")
                        .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=200");
        container.start();
        Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
        return new Database(
                container.getJdbcUrl(), container.getUsername(), container.getPassword());
    }

    private static Database startEmbedded() {
        try {
            EmbeddedPostgres postgres =
                    EmbeddedPostgres.builder()
                            .setServerConfig("max_connections", "200")
                            .setPort(FreePorts.next())
                            .setPGStartupWait(Duration.ofMinutes(1))
                            .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(postgres)));
            return new Database(
                    "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres",
                    "postgres",
                    "postgres");
        } catch (IOException e) {
            throw new UncheckedIOException("embedded PostgreSQL does not start", e);
        }
    }

    private static void close(EmbeddedPostgres postgres) {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException("embedded PostgreSQL does not stop", e);
        }
    }
}
