package io.warifu.demo.site;

import io.warifu.demo.plan.Home;
import io.warifu.demo.plan.Port;
import io.warifu.demo.plan.Service;
import io.warifu.demo.plan.Site;
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
 * The PostgreSQL 18 server of one site, from embedded binaries, with its data in the site's folder
 * and one database per service.
 *
 * <p>Guarantee: commits are durable (the library's own default is to switch that off), and the
 * server that answers is the one of this folder. Limit: anyone on this machine may connect through
 * loopback.
 */
final class SiteDatabase {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

    private final EmbeddedPostgres server;

    private SiteDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    static SiteDatabase start(Site site, Home home) throws IOException {
        Path data = home.database(site);
        Files.createDirectories(data.getParent());
        // A server left over by kill -9 is replaced, not adopted: its settings may be older than
        // ours.
        if (Files.exists(data)) {
            Postmaster.stop(data);
        }
        EmbeddedPostgres server =
                EmbeddedPostgres.builder()
                        .setPort(site.port(Port.POSTGRES))
                        .setDataDirectory(data)
                        .setOverrideWorkingDirectory(home.postgresBinaries().toFile())
                        .setCleanDataDirectory(false)
                        .setRegisterShutdownHook(false)
                        .setPGStartupWait(START_TIMEOUT)
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .setServerConfig("shared_buffers", "32MB")
                        .setServerConfig("max_wal_size", "256MB")
                        .setServerConfig("max_connections", "80")
                        .start();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            requireOwnFolder(statement, data);
            for (Service service : site.services()) {
                if (service.withDatabase() && !exists(statement, service.database())) {
                    statement.execute("CREATE DATABASE " + service.database());
                }
            }
        } catch (SQLException e) {
            throw new IOException("cannot prepare the databases of " + site.name(), e);
        }
        return new SiteDatabase(server);
    }

    void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop", e);
        }
    }

    /** With a foreign server on the port the library connects to it and says nothing. */
    private static void requireOwnFolder(Statement statement, Path data)
            throws SQLException, IOException {
        try (ResultSet folder = statement.executeQuery("SHOW data_directory")) {
            folder.next();
            Path answering = Path.of(folder.getString(1)).toRealPath();
            if (!answering.equals(data.toRealPath())) {
                throw new IOException(
                        "another PostgreSQL answers on this site's port; its data lie in "
                                + answering);
            }
        }
    }

    private static boolean exists(Statement statement, String database) throws SQLException {
        try (ResultSet row =
                statement.executeQuery(
                        "SELECT 1 FROM pg_database WHERE datname = '" + database + "'")) {
            return row.next();
        }
    }
}
