package io.warifu.demo.control;

import io.warifu.demo.plan.Addressing;
import io.warifu.demo.plan.Service;
import io.warifu.demo.plan.Site;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A copy of one service's database on the site's own server, as a backup of that database alone.
 *
 * <p>Assumption: the site's process was killed and its database server lives on, so nobody else is
 * connected; PostgreSQL refuses to copy a database that is in use.
 */
public final class DatabaseCopy {

    private final Site site;
    private final Service service;
    private final SiteProcess process;

    public DatabaseCopy(Site site, Service service, SiteProcess process) {
        this.site = site;
        this.service = service;
        this.process = process;
    }

    /** Takes the backup. */
    public void make() throws IOException {
        execute(
                "DROP DATABASE IF EXISTS " + copy(),
                "CREATE DATABASE " + copy() + " TEMPLATE " + service.database());
    }

    /** Puts the backup in the place of the database, which is lost. */
    public void putBack() throws IOException {
        execute(
                "DROP DATABASE " + service.database(),
                "ALTER DATABASE " + copy() + " RENAME TO " + service.database());
    }

    /** Throws the backup away. */
    public void discard() throws IOException {
        execute("DROP DATABASE IF EXISTS " + copy());
    }

    private String copy() {
        return service.database() + "_backup";
    }

    private void execute(String... statements) throws IOException {
        String url =
                "jdbc:postgresql://"
                        + Addressing.LOOPBACK.databaseHost(site)
                        + ":"
                        + Addressing.LOOPBACK.databasePort(site)
                        + "/postgres";
        try (Connection connection =
                        DriverManager.getConnection(url, "postgres", Network.DATABASE_PASSWORD);
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                awaitAlone(statement);
                var _ = statement.execute(each);
            }
        } catch (SQLException e) {
            throw new IOException(
                    "cannot copy the database of " + site.name() + "; log: " + process.logTail(),
                    e);
        }
    }

    /** The server notices only after a moment that the killed process's connections are gone. */
    private void awaitAlone(Statement statement) throws SQLException {
        var _ =
                statement.execute(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname IN ('"
                                + service.database()
                                + "', '"
                                + copy()
                                + "')");
    }
}
