package io.warifu.demo.site;

import io.warifu.demo.plan.Home;
import io.warifu.demo.plan.Port;
import io.warifu.demo.plan.Service;
import io.warifu.demo.plan.Site;
import java.io.IOException;
import java.sql.SQLException;

/** The server of one site, with its data in the site's folder and one database per service. */
final class SiteDatabase {

    private final DurablePostgres server;

    private SiteDatabase(DurablePostgres server) {
        this.server = server;
    }

    static SiteDatabase start(Site site, Home home) throws IOException {
        DurablePostgres server =
                DurablePostgres.start(
                        home.database(site),
                        home.postgresBinaries(),
                        site.port(Port.POSTGRES),
                        false);
        try {
            for (Service service : site.services()) {
                if (service.withDatabase()) {
                    server.createIfMissing(service.database());
                }
            }
        } catch (SQLException e) {
            throw new IOException("cannot prepare the databases of " + site.name(), e);
        }
        return new SiteDatabase(server);
    }

    void stop() {
        server.close();
    }
}
