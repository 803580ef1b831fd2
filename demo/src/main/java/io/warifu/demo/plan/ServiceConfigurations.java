package io.warifu.demo.plan;

import java.nio.file.Path;
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

    /**
     * The gateways of the hospitals get 64 keys, and four a second, when others have taken the
     * rest: records can be restored while somebody exhausts the links.
     */
    private static final KeyManagerSettings.Reservation HOSPITALS_SHARE =
            new KeyManagerSettings.Reservation(
                    gatewaySae(NetworkPlan.TOKYO), gatewaySae(NetworkPlan.KOCHI), 16_384, 1_024);

    /** Where fields under one-time pads wait at each site. */
    private static final String BOX = "fields";

    private static final String LINK_PRESET = "demonstration";

    private final Addressing addressing;
    private final Path identity;
    private final Path qkdState;
    private final Path keyState;
    private final Path gatewayState;
    private final String databasePassword;

    /**
     * Configurations that refer to files by the paths that the services will see.
     *
     * @param identity folder with the site's keys and certificates
     * @param qkdState folder that the QKD modules may write
     * @param keyState folder that the key manager may write
     * @param gatewayState folder that the gateway may write
     */
    ServiceConfigurations(
            Addressing addressing,
            Path identity,
            Path qkdState,
            Path keyState,
            Path gatewayState,
            String databasePassword) {
        this.addressing = addressing;
        this.identity = identity;
        this.qkdState = qkdState;
        this.keyState = keyState;
        this.gatewayState = gatewayState;
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
                        Ordered.map(
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
        return Ordered.map(
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
        return new KeyManagerSettings(
                        site.name(),
                        addressing.bindAddress(),
                        new KeyManagerSettings.Ports(
                                site.port(Port.KEY_MANAGER_014),
                                site.port(Port.KEY_MANAGER_PEER),
                                site.port(Port.KEY_MANAGER_MANAGEMENT)),
                        identity,
                        datasource(site, Service.KEY_MANAGER),
                        LINK_CAPACITY_BITS,
                        NetworkPlan.others(site).stream().map(this::keyManagerPeer).toList(),
                        NetworkPlan.LINKS.stream()
                                .map(l ->
                                        new KeyManagerSettings.Link(
                                                l.alice().name(), l.bob().name()))
                                .toList(),
                        keyState,
                        List.of(HOSPITALS_SHARE))
                .toMap();
    }

    private KeyManagerSettings.Peer keyManagerPeer(Site peer) {
        return new KeyManagerSettings.Peer(
                peer.name(), url("https", peer, Service.KEY_MANAGER, Port.KEY_MANAGER_PEER));
    }

    private Map<String, Object> gateway(Site site) {
        List<Map<String, Object>> peers =
                NetworkPlan.others(site).stream()
                        .map(peer ->
                                Ordered.map(
                                        "site", peer.name(),
                                        "host", addressing.host(peer, Service.ENCRYPTOR_GATEWAY),
                                        "port", peer.port(Port.GATEWAY_CARRIER),
                                        "control-port", peer.port(Port.GATEWAY_CONTROL),
                                        "sae-id", gatewaySae(peer)))
                        .toList();
        List<Map<String, Object>> tunnels =
                NetworkPlan.others(site).stream()
                        .map(peer ->
                                Ordered.map(
                                        "service", "share-store",
                                        "peer", peer.name(),
                                        "listen-address", addressing.bindAddress(),
                                        "listen-port", site.tunnelPort(peer)))
                        .toList();
        Map<String, Object> shareStore =
                Ordered.map(
                        "name", "share-store",
                        "host", addressing.host(site, Service.SECRET_SHARE_STORE),
                        "port", site.port(Port.SHARE_STORE));
        return Map.of(
                "server", server(site, Port.GATEWAY_HTTP),
                "spring", Map.of("ssl", bundle("gateway")),
                "warifu.encryptor-gateway",
                        Ordered.map(
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
                                "control-port", site.port(Port.GATEWAY_CONTROL),
                                "state-folder", gatewayState.toString(),
                                "token-keys", file("jwks.json"),
                                "boxes", List.of(BOX),
                                "peers", peers,
                                "tunnels", tunnels,
                                "services", List.of(shareStore)));
    }

    private Map<String, Object> shareStore(Site site) {
        return Map.of(
                "server", server(site, Port.SHARE_STORE),
                "spring",
                        Map.of("datasource", datasource(site, Service.SECRET_SHARE_STORE).toMap()),
                "warifu.secret-share-store",
                        Ordered.map(
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
                "spring", Map.of("datasource", datasource(site, Service.EMR_INGEST).toMap()),
                "warifu.emr-ingest",
                        Ordered.map(
                                "site", site.name(),
                                "threshold", NetworkPlan.THRESHOLD,
                                "token-keys", file("jwks.json"),
                                "pseudonym-key", file("pseudonym.key"),
                                "share-servers", servers));
    }

    private Map<String, Object> crossRef(Site site) {
        return Map.of(
                "server", server(site, Port.CROSS_REF_API),
                "spring", Map.of("datasource", datasource(site, Service.CROSS_REF_API).toMap()),
                "warifu.cross-ref-api",
                        Ordered.map(
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
        return Ordered.map("site", server.name(), "index", server.index(), "url", url);
    }

    private Map<String, Object> server(Site site, Port port) {
        return Ordered.map("address", addressing.bindAddress(), "port", site.port(port));
    }

    private Map<String, Object> bundle(String leaf) {
        return TlsBundle.of(identity, leaf);
    }

    private KeyManagerSettings.Database datasource(Site site, Service service) {
        return new KeyManagerSettings.Database(
                "jdbc:postgresql://"
                        + addressing.databaseHost(site)
                        + ":"
                        + addressing.databasePort(site)
                        + "/"
                        + service.database(),
                "postgres",
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
}
