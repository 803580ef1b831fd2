package io.warifu.demo.gatewaypair;

import io.warifu.demo.plan.TlsBundle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The configuration of one gateway of a pair.
 *
 * @param keyManagerPort as this gateway reaches it
 * @param peer how it sees the other end
 * @param servicePort of the service that it guards, by the name {@link #SERVICE}
 * @param settings further ones, under {@code warifu.encryptor-gateway}
 */
record GatewayPlan(
        GatewayEnd end,
        int keyManagerPort,
        Ports ports,
        Peer peer,
        int servicePort,
        Map<String, Object> settings) {

    static final String SERVICE = "far";
    static final String SECRETS_FILE = "epoch-secrets";
    static final String KEY_HASHES_FILE = "key-hashes";

    /** In its working folder. */
    private static final String STATE_FOLDER = "state";

    private static final int MAX_CARRIERS = 4_096;

    /** What it listens on: for peers, for status, and for the application. */
    record Ports(int carrier, int control, int http, int tunnel) {}

    /** The other end; its carrier port may be that of somebody who sits on the wire. */
    record Peer(GatewayEnd end, int carrierPort, int controlPort) {}

    /** What makes a gateway write down its secrets, in its working folder. */
    static Map<String, Object> givingSecretsAway() {
        return Map.of(
                "epoch-secrets-file", SECRETS_FILE,
                "key-hashes-file", KEY_HASHES_FILE,
                "i-know", "this-gateway-protects-nothing");
    }

    /** As it stands in {@code encryptor-gateway.yml}. */
    Map<String, Object> toMap() {
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("site", end.site());
        own.put("sae-id", end.saeId());
        own.put("key-manager-url", "https://localhost:" + keyManagerPort);
        own.put("carrier-port", ports.carrier());
        own.put("control-port", ports.control());
        own.put("max-carriers", MAX_CARRIERS);
        own.put("state-folder", STATE_FOLDER);
        own.put(
                "peers",
                List.of(
                        Map.of(
                                "site", peer.end().site(),
                                "host", "localhost",
                                "port", peer.carrierPort(),
                                "control-port", peer.controlPort(),
                                "sae-id", peer.end().saeId())));
        own.put(
                "tunnels",
                List.of(
                        Map.of(
                                "service",
                                SERVICE,
                                "peer",
                                peer.end().site(),
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
                Map.of("ssl", TlsBundle.of(end.identity(), end.leaf())),
                "warifu.encryptor-gateway",
                own);
    }
}
