package io.warifu.demo.site;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A PostgreSQL 18 server from embedded binaries.
 *
 * <p>Guarantee: commits are durable (the library's own default is to switch that off), and the
 * server that answers is the one of the given folder. Limit: anyone on this machine may connect
 * through loopback.
 */
public final class DurablePostgres implements AutoCloseable {

    /** Loopback connections are trusted. */
    public static final String USER = "postgres";

    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

    private final EmbeddedPostgres server;
    private final Path data;

    private DurablePostgres(EmbeddedPostgres server, Path data) {
        this.server = server;
        this.data = data;
    }

    /**
     * Starts a server on {@code data}, which is made if it is missing.
     *
     * @param binaries where the unpacked server lies or will lie
     * @param endsWithJvm whether the server is stopped when this JVM ends in good order
     */
    public static DurablePostgres start(Path data, Path binaries, int port, boolean endsWithJvm)
            throws IOException {
        Files.createDirectories(data.resolveSibling(""));
        // A server left over by kill -9 is replaced, not adopted: its settings may be older than
        // ours.
        if (Files.exists(data)) {
            Postmaster.stop(data);
        }
        EmbeddedPostgres server =
                EmbeddedPostgres.builder()
                        .setPort(port)
                        .setDataDirectory(data)
                        .setOverrideWorkingDirectory(binaries.toFile())
                        .setCleanDataDirectory(false)
                        .setRegisterShutdownHook(endsWithJvm)
                        .setPGStartupWait(START_TIMEOUT)
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .setServerConfig("shared_buffers", "32MB")
                        .setServerConfig("max_wal_size", "256MB")
                        .setServerConfig("max_connections", "80")
                        .start();
        DurablePostgres started = new DurablePostgres(server, data);
        try {
            started.requireOwnFolder();
        } catch (SQLException e) {
            throw new IOException("PostgreSQL on " + data + " does not answer", e);
        }
        return started;
    }

    public int port() {
        return server.getPort();
    }

    public Connection connect(String database) throws SQLException {
        return server.getDatabase(USER, database).getConnection();
    }

    /** Makes an empty database unless there is one of that name. */
    public void createIfMissing(String database) throws SQLException {
        try (Connection connection = connect(USER);
                Statement statement = connection.createStatement()) {
            boolean exists;
            try (ResultSet row =
                    statement.executeQuery(
                            "SELECT 1 FROM pg_database WHERE datname = '" + database + "'")) {
                exists = row.next();
            }
            if (!exists) {
                statement.execute("CREATE DATABASE " + database);
            }
        }
    }

    /** Processor time of the server's present processes together. */
    public Duration processorTime() throws IOException {
        return Postmaster.running(data)
                .map(handle ->
                        handle.descendants()
                                .map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
                                .reduce(
                                        handle.info().totalCpuDuration().orElse(Duration.ZERO),
                                        Duration::plus))
                .orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop", e);
        }
    }

    /** With a foreign server on the port the library connects to it and says nothing. */
    private void requireOwnFolder() throws SQLException, IOException {
        try (Connection connection = connect(USER);
                Statement statement = connection.createStatement();
                ResultSet folder = statement.executeQuery("SHOW data_directory")) {
            folder.next();
            Path answering = Path.of(folder.getString(1)).toRealPath();
            if (!answering.equals(data.toRealPath())) {
                throw new IOException(
                        "another PostgreSQL answers on this port; its data lie in " + answering);
            }
        }
    }
}
