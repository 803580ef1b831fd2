package io.warifu.demo.plan;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The configuration of each service of a site, as nested maps: the same keys whether the service
 * runs beside others in one JVM or alone in a container.
 */
final class ServiceConfigurations {

    /**
     * Hundreds of AES keys in each direction of a link, and less than one block of key delivers: a
     * network of seven links on two cores is ready after one block each.
     */
    private static final int LINK_CAPACITY_BITS = 196_608;

    private static final String LINK_PRESET = "demonstration";

    private final Addressing addressing;
    private final Path identity;
    private final Path qkdState;
    private final String databasePassword;

    /**
     * Configurations that refer to files by the paths that the services will see.
     *
     * @param identity folder with the site's keys and certificates
     * @param qkdState folder that the QKD modules may write
     */
    ServiceConfigurations(
            Addressing addressing, Path identity, Path qkdState, String databasePassword) {
        this.addressing = addressing;
        this.identity = identity;
        this.qkdState = qkdState;
        this.databasePassword = databasePassword;
    }

    Map<String, Object> of(Site site, Service service) {
        return switch (service) {
            case QKD_SIMULATOR -> qkdSimulator(site);
            case KEY_MANAGER -> keyManager(site);
            case ENCRYPTOR_GATEWAY -> gateway(site);
            case SECRET_SHARE_STORE -> shareStore(site);
            case EMR_INGEST -> ingest(site);
            case CROSS_REF_API -> crossRef(site);
        };
    }

    private Map<String, Object> qkdSimulator(Site site) {
        List<Map<String, Object>> links =
                NetworkPlan.LINKS.stream()
                        .filter(link -> link.joins(site))
                        .map(link -> link(site, link))
                        .toList();
        return Map.of(
                "server", server(site, Port.QKD_HTTP),
                "spring", Map.of("ssl", bundle("qkd")),
                "warifu.qkd-simulator",
                        ordered(
                                "site",
                                site.name(),
                                "key-manager-url",
                                url("https", site, Service.KEY_MANAGER, Port.KEY_MANAGER_PEER),
                                "state-directory",
                                qkdState.toString(),
                                "attacks-allowed",
                                true,
                                "links",
                                links));
    }

    private Map<String, Object> link(Site site, QkdLink link) {
        boolean isAlice = link.alice().equals(site);
        Site peer = isAlice ? link.bob() : link.alice();
        return ordered(
                "alice", link.alice().name(),
                "bob", link.bob().name(),
                "role", isAlice ? "ALICE" : "BOB",
                "peer-host", addressing.host(peer, Service.QKD_SIMULATOR),
                "bind-address", addressing.bindAddress(),
                "quantum-port", link.quantumPort(),
                "classical-port", link.classicalPort(),
                "pre-shared-secret", identity.resolve(link.secretFile()).toString(),
                "preset", LINK_PRESET,
                "length-km", link.lengthKm(),
                "loss-db", link.lossDb(),
                "illustrative", link.illustrative());
    }

    private Map<String, Object> keyManager(Site site) {
        Map<String, Object> server = server(site, Port.KEY_MANAGER_014);
        server.put("ssl", Map.of("bundle", "site", "client-auth", "need"));
        List<Map<String, Object>> peers =
                NetworkPlan.others(site).stream()
                        .map(peer ->
                                ordered(
                                        "site",
                                        peer.name(),
                                        "url",
                                        url(
                                                "https",
                                                peer,
                                                Service.KEY_MANAGER,
                                                Port.KEY_MANAGER_PEER)))
                        .toList();
        List<Map<String, Object>> links =
                NetworkPlan.LINKS.stream()
                        .map(l -> ordered("alice", l.alice().name(), "bob", l.bob().name()))
                        .toList();
        return Map.of(
                "server", server,
                "management.server",
                        ordered(
                                "port", site.port(Port.KEY_MANAGER_MANAGEMENT),
                                "address", addressing.bindAddress(),
                                "ssl", Map.of("enabled", false)),
                "spring",
                        Map.of(
                                "ssl", bundle("kme"),
                                "datasource", datasource(site, Service.KEY_MANAGER)),
                "warifu.key-manager",
                        ordered(
                                "site",
                                site.name(),
                                "peer-port",
                                site.port(Port.KEY_MANAGER_PEER),
                                "link-capacity-bits",
                                LINK_CAPACITY_BITS,
                                "enrolment-file",
                                identity.resolve("saes.json").toString(),
                                "peers",
                                peers,
                                "links",
                                links));
    }

    private Map<String, Object> gateway(Site site) {
        List<Map<String, Object>> peers =
                NetworkPlan.others(site).stream()
                        .map(peer ->
                                ordered(
                                        "site", peer.name(),
                                        "host", addressing.host(peer, Service.ENCRYPTOR_GATEWAY),
                                        "port", peer.port(Port.GATEWAY_CARRIER),
                                        "sae-id", gatewaySae(peer)))
                        .toList();
        List<Map<String, Object>> tunnels =
                NetworkPlan.others(site).stream()
                        .map(peer ->
                                ordered(
                                        "service", "share-store",
                                        "peer", peer.name(),
                                        "listen-address", addressing.bindAddress(),
                                        "listen-port", site.tunnelPort(peer)))
                        .toList();
        Map<String, Object> shareStore =
                ordered(
                        "name", "share-store",
                        "host", addressing.host(site, Service.SECRET_SHARE_STORE),
                        "port", site.port(Port.SHARE_STORE));
        return Map.of(
                "server", server(site, Port.GATEWAY_HTTP),
                "spring", Map.of("ssl", bundle("gateway")),
                "warifu.encryptor-gateway",
                        ordered(
                                "site", site.name(),
                                "sae-id", gatewaySae(site),
                                "key-manager-url",
                                        url(
                                                "https",
                                                site,
                                                Service.KEY_MANAGER,
                                                Port.KEY_MANAGER_014),
                                // In a container the site's own network is behind the listeners.
                                "open-doors", addressing == Addressing.COMPOSE,
                                "carrier-address", addressing.bindAddress(),
                                "carrier-port", site.port(Port.GATEWAY_CARRIER),
                                "peers", peers,
                                "tunnels", tunnels,
                                "services", List.of(shareStore)));
    }

    private Map<String, Object> shareStore(Site site) {
        return Map.of(
                "server", server(site, Port.SHARE_STORE),
                "spring", Map.of("datasource", datasource(site, Service.SECRET_SHARE_STORE)),
                "warifu.secret-share-store",
                        ordered(
                                "site", site.name(),
                                "share-index", site.index(),
                                "receipt-key", file("receipt.key")));
    }

    private Map<String, Object> ingest(Site site) {
        List<Map<String, Object>> servers =
                NetworkPlan.SITES.stream()
                        .map(server -> {
                            Map<String, Object> entry = shareServer(site, server);
                            entry.put("receipt-key", file(receiptKey(server)));
                            return entry;
                        })
                        .toList();
        return Map.of(
                "server", server(site, Port.EMR_INGEST),
                "spring", Map.of("datasource", datasource(site, Service.EMR_INGEST)),
                "warifu.emr-ingest",
                        ordered(
                                "site", site.name(),
                                "threshold", NetworkPlan.THRESHOLD,
                                "token-keys", file("jwks.json"),
                                "pseudonym-key", file("pseudonym.key"),
                                "share-servers", servers));
    }

    private Map<String, Object> crossRef(Site site) {
        return Map.of(
                "server", server(site, Port.CROSS_REF_API),
                "spring", Map.of("datasource", datasource(site, Service.CROSS_REF_API)),
                "warifu.cross-ref-api",
                        ordered(
                                "site", site.name(),
                                "threshold", NetworkPlan.THRESHOLD,
                                "token-keys", file("jwks.json"),
                                "share-servers",
                                        NetworkPlan.SITES.stream()
                                                .map(server -> shareServer(site, server))
                                                .toList(),
                                "owners",
                                        NetworkPlan.hospitals().stream().map(Site::name).toList()));
    }

    /** The own share server directly, the others through the local gateway. */
    private Map<String, Object> shareServer(Site site, Site server) {
        String url =
                server.equals(site)
                        ? url("http", site, Service.SECRET_SHARE_STORE, Port.SHARE_STORE)
                        : "http://"
                                + addressing.host(site, Service.ENCRYPTOR_GATEWAY)
                                + ":"
                                + site.tunnelPort(server);
        return ordered("site", server.name(), "index", server.index(), "url", url);
    }

    private Map<String, Object> server(Site site, Port port) {
        return ordered("address", addressing.bindAddress(), "port", site.port(port));
    }

    private Map<String, Object> bundle(String leaf) {
        Map<String, Object> site =
                ordered(
                        "keystore",
                        ordered(
                                "certificate", file(leaf + ".crt"),
                                "private-key", file(leaf + ".key")),
                        "truststore",
                        Map.of("certificate", file("root.crt")),
                        "options",
                        Map.of("enabled-protocols", "TLSv1.3"));
        return Map.of("bundle", Map.of("pem", Map.of("site", site)));
    }

    private Map<String, Object> datasource(Site site, Service service) {
        return ordered(
                "url",
                "jdbc:postgresql://"
                        + addressing.databaseHost(site)
                        + ":"
                        + addressing.databasePort(site)
                        + "/"
                        + service.database(),
                "username",
                "postgres",
                "password",
                databasePassword);
    }

    private String url(String scheme, Site site, Service service, Port port) {
        return scheme + "://" + addressing.host(site, service) + ":" + site.port(port);
    }

    private String file(String name) {
        return "file:" + identity.resolve(name);
    }

    static String gatewaySae(Site site) {
        return "gateway-" + site.name();
    }

    static String receiptKey(Site server) {
        return server.name() + "-receipt.pub";
    }

    /** A map that keeps the order in which it is written. */
    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
