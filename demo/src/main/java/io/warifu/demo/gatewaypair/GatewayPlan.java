package io.warifu.demo.gatewaypair;

import io.warifu.demo.plan.TlsBundle;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The configuration of one gateway of a pair.
 *
 * @param identity folder with {@code LEAF.crt}, {@code LEAF.key} and {@code root.crt}
 * @param keyManagerPort of its 014 server on this machine
 * @param peer how it sees the other end
 * @param servicePort of the service that it guards, by the name {@link #SERVICE}
 * @param settings further ones, under {@code warifu.encryptor-gateway}
 */
record GatewayPlan(
        String site,
        String saeId,
        Path identity,
        String leaf,
        int keyManagerPort,
        Ports ports,
        Peer peer,
        int servicePort,
        Map<String, Object> settings) {

    static final String SERVICE = "far";

    private static final int MAX_CARRIERS = 4_096;

    /** What it listens on: for peers, for status, and for the application. */
    record Ports(int carrier, int http, int tunnel) {}

    /** The other end; its port may be that of somebody who sits on the wire. */
    record Peer(String site, String saeId, int carrierPort) {}

    /** As it stands in {@code encryptor-gateway.yml}. */
    Map<String, Object> toMap() {
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("site", site);
        own.put("sae-id", saeId);
        own.put("key-manager-url", "https://localhost:" + keyManagerPort);
        own.put("carrier-port", ports.carrier());
        own.put("max-carriers", MAX_CARRIERS);
        own.put(
                "peers",
                List.of(
                        Map.of(
                                "site", peer.site(),
                                "host", "localhost",
                                "port", peer.carrierPort(),
                                "sae-id", peer.saeId())));
        own.put(
                "tunnels",
                List.of(
                        Map.of(
                                "service",
                                SERVICE,
                                "peer",
                                peer.site(),
                                "listen-address",
                                "127.0.0.1",
                                "listen-port",
                                ports.tunnel())));
        own.put(
                "services",
                List.of(Map.of("name", SERVICE, "host", "localhost", "port", servicePort)));
        own.putAll(settings);
        return Map.of(
                "server",
                Map.of("address", "127.0.0.1", "port", ports.http()),
                "spring",
                Map.of("ssl", TlsBundle.of(identity, leaf)),
                "warifu.encryptor-gateway",
                own);
    }
}
