package io.warifu.keys.relay;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.peer.PeerAnswer;
import io.warifu.keys.peer.PeerClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** Peers by HTTPS: relay messages as bytes, the rest as JSON. */
final class HttpRelayPeers implements RelayPeers {

    static final String MEDIA_TYPE = "application/vnd.warifu.relay";

    private static final Duration VOID_TIMEOUT = Duration.ofSeconds(2);

    private final PeerClient client;
    private final JsonMapper json;

    HttpRelayPeers(PeerClient client, JsonMapper json) {
        this.client = client;
        this.json = json;
    }

    @Override
    public Optional<byte[]> relay(SiteId next, byte[] message, Duration timeout) {
        return client.post(next, "/relay/v1/messages", MEDIA_TYPE, message, timeout)
                .filter(PeerAnswer::isOk)
                .map(PeerAnswer::body);
    }

    @Override
    public void voidKeys(SiteId destination, List<UUID> ids, String reason) {
        byte[] body = json.writeValueAsBytes(new Voids(ids, reason));
        var _ = client.post(destination, "/relay/v1/voids", "application/json", body, VOID_TIMEOUT);
    }
}
