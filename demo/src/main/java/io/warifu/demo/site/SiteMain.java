package io.warifu.demo.site;

import io.warifu.crossref.CrossRefApiApplication;
import io.warifu.demo.plan.Home;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.Service;
import io.warifu.demo.plan.Site;
import io.warifu.gateway.EncryptorGatewayApplication;
import io.warifu.ingest.EmrIngestApplication;
import io.warifu.keys.KeyManagerApplication;
import io.warifu.servicekit.start.ServiceStarter;
import io.warifu.shares.SecretShareStoreApplication;
import io.warifu.simulator.QkdSimulatorApplication;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;

/**
 * The process of one site: starts the site's PostgreSQL, then each of its services as a Spring
 * context of its own, one after another, because five sites share two cores and parallel starts
 * only add overhead. If one service fails to start, the whole site stops with exit code 1.
 *
 * <p>Arguments: the site's name and the state folder; then {@link #EXIT_WHEN_UP}, if it shall only
 * be seen to start.
 */
public final class SiteMain {

    /** Stores before those who use them. */
    private static final List<Service> START_ORDER =
            List.of(
                    Service.SECRET_SHARE_STORE,
                    Service.KEY_MANAGER,
                    Service.QKD_SIMULATOR,
                    Service.ENCRYPTOR_GATEWAY,
                    Service.EMR_INGEST,
                    Service.CROSS_REF_API);

    /** Ends the process as soon as everything has started. */
    public static final String EXIT_WHEN_UP = "--exit-when-up";

    private SiteMain() {}

    static void main(String[] args) {
        Site site = NetworkPlan.site(args[0]).orElseThrow();
        Home home = new Home(Path.of(args[1]));
        Logger log = LoggerFactory.getLogger(SiteMain.class);
        try {
            SiteDatabase database = SiteDatabase.start(site, home);
            // Runs after all contexts are closed, so that no service loses its database first.
            SpringApplication.getShutdownHandlers().add(database::stop);
            for (Service service : START_ORDER) {
                if (site.services().contains(service)) {
                    log.info("starting {}", service.configName());
                    ServiceStarter.start(
                            application(service),
                            service.configName(),
                            "--spring.config.additional-location=" + home.config(site).toUri());
                }
            }
            log.info("site {} is up", site.name());
            if (args.length > 2 && args[2].equals(EXIT_WHEN_UP)) {
                System.exit(0);
            }
        } catch (Exception e) {
            log.error("site {} cannot start", site.name(), e);
            // Without this the contexts that did start would keep half a site alive.
            System.exit(1);
        }
    }

    private static Class<?> application(Service service) {
        return switch (service) {
            case QKD_SIMULATOR -> QkdSimulatorApplication.class;
            case KEY_MANAGER -> KeyManagerApplication.class;
            case ENCRYPTOR_GATEWAY -> EncryptorGatewayApplication.class;
            case SECRET_SHARE_STORE -> SecretShareStoreApplication.class;
            case EMR_INGEST -> EmrIngestApplication.class;
            case CROSS_REF_API -> CrossRefApiApplication.class;
        };
    }
}
