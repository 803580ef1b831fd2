package io.warifu.demo.control;

import io.warifu.demo.pki.ClientTls;
import io.warifu.demo.pki.TokenIssuer;
import io.warifu.demo.plan.Addressing;
import io.warifu.demo.plan.Home;
import io.warifu.demo.plan.Port;
import io.warifu.demo.plan.Service;
import io.warifu.demo.plan.Site;
import io.warifu.servicekit.tls.SiteHttp;
import io.warifu.servicekit.token.Role;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Clients to the services of all sites, with the tokens and certificates that each asks for. */
public final class Sites {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final String OPERATOR_USER = "warifu-cli";

    private final Home home;
    private final Addressing addressing;
    private final Clock clock;
    private final HttpClient http = SiteHttp.plain(CONNECT_TIMEOUT);

    public Sites(Home home, Addressing addressing, Clock clock) {
        this.home = home;
        this.addressing = addressing;
        this.clock = clock;
    }

    /** The plain HTTP side of a service: health, status, and for some their REST. */
    public SiteClient plain(Site site, Service service) {
        return new SiteClient(http, url(site, service), null);
    }

    /** A service that asks for a person's token. */
    public SiteClient as(Role role, Site site, Service service) throws IOException {
        String token =
                TokenIssuer.open(home.identity(site), site.name(), clock)
                        .token(OPERATOR_USER, List.of(role));
        return new SiteClient(http, url(site, service), token);
    }

    /** The key manager's operator side, over mutual TLS. */
    public SiteClient keyManagerOperator(Site site) {
        String base =
                "https://"
                        + addressing.host(site, Service.KEY_MANAGER)
                        + ":"
                        + site.port(Port.KEY_MANAGER_PEER);
        return new SiteClient(
                SiteHttp.mutualTls(ClientTls.of(home.operator(), "operator"), CONNECT_TIMEOUT),
                base,
                null);
    }

    /** The key manager's side for key consumers, as the one of this certificate. */
    public SaeClient sae(Site site, Path folder, String name) {
        String base =
                "https://"
                        + addressing.host(site, Service.KEY_MANAGER)
                        + ":"
                        + site.port(Port.KEY_MANAGER_014);
        return new SaeClient(SiteHttp.mutualTls(ClientTls.of(folder, name), CONNECT_TIMEOUT), base);
    }

    public boolean ready(Site site, Service service) {
        try {
            return plain(site, service)
                    .get("/actuator/health/readiness")
                    .path("status")
                    .asString("")
                    .equals("UP");
        } catch (RuntimeException e) {
            // Refused or not answering: both mean not ready.
            return false;
        }
    }

    public String url(Site site, Service service) {
        Port port =
                switch (service) {
                    case QKD_SIMULATOR -> Port.QKD_HTTP;
                    case KEY_MANAGER -> Port.KEY_MANAGER_MANAGEMENT;
                    case ENCRYPTOR_GATEWAY -> Port.GATEWAY_HTTP;
                    case SECRET_SHARE_STORE -> Port.SHARE_STORE;
                    case EMR_INGEST -> Port.EMR_INGEST;
                    case CROSS_REF_API -> Port.CROSS_REF_API;
                };
        return "http://" + addressing.host(site, service) + ":" + site.port(port);
    }
}
