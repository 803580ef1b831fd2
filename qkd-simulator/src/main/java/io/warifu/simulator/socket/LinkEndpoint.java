package io.warifu.simulator.socket;

import io.warifu.kernel.id.LinkId;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/**
 * Where and as whom a link connects.
 *
 * @param host Bob's host for Alice, the address to bind for Bob
 * @param tls own certificate, and trust in the peer of this link only
 * @param readTimeout how long either channel may stay silent
 */
public record LinkEndpoint(
        LinkId link,
        String host,
        int quantumPort,
        int classicalPort,
        SSLContext tls,
        Duration readTimeout) {

    static final int PROTOCOL_VERSION = 1;
    static final int HANDSHAKE_TIMEOUT_MILLIS = 10_000;

    int readTimeoutMillis() {
        return Math.toIntExact(readTimeout.toMillis());
    }
}
