package io.warifu.keys.peer;

import io.warifu.kernel.id.SiteId;
import io.warifu.servicekit.tls.ClientIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Peers over HTTPS with mutual authentication.
 *
 * <p>Guarantee: an answer counts only from a server whose certificate names the peer's site. Limit:
 * TLS here is not safe against a quantum computer; the secrecy and genuineness of what is relayed
 * rest on the pad and its tag, not on TLS.
 */
public final class HttpPeerClient implements PeerClient {

    private static final Logger LOG = LoggerFactory.getLogger(HttpPeerClient.class);

    private final HttpClient http;
    private final Map<SiteId, URI> addresses;

    /** Uses {@code http} as it is: it must present this site's certificate. */
    public HttpPeerClient(HttpClient http, Map<SiteId, URI> addresses) {
        this.http = http;
        this.addresses = Map.copyOf(addresses);
    }

    @Override
    public Optional<PeerAnswer> post(
            SiteId peer, String path, String mediaType, byte[] body, Duration timeout) {
        URI address = addresses.get(peer);
        if (address == null) {
            LOG.warn("no address of the key manager of {} is configured", peer);
            return Optional.empty();
        }
        HttpRequest request =
                HttpRequest.newBuilder(address.resolve(path))
                        .timeout(timeout)
                        .header("Content-Type", mediaType)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        try {
            HttpResponse<InputStream> answer =
                    http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = answer.body()) {
                Optional<X509Certificate> server =
                        answer.sslSession().flatMap(session -> leafOf(peer, session));
                if (server.isEmpty()) {
                    LOG.warn("{} is not the key manager of {}", address, peer);
                    return Optional.empty();
                }
                byte[] bytes = in.readNBytes(MAX_ANSWER_BYTES + 1);
                return bounded(peer, new PeerAnswer(answer.statusCode(), bytes, server.get()));
            }
        } catch (IOException e) {
            LOG.info("key manager of {} does not answer: {}", peer, e.toString());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<PeerAnswer> bounded(SiteId peer, PeerAnswer answer) {
        if (answer.body().length > MAX_ANSWER_BYTES) {
            LOG.warn("key manager of {} answers more than it may", peer);
            return Optional.empty();
        }
        return Optional.of(answer);
    }

    /** The server's certificate if it is one of the peer's key manager. */
    private static Optional<X509Certificate> leafOf(SiteId peer, SSLSession session) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate leaf
                            && ClientIdentity.uriNames(leaf).contains("urn:warifu:kme:" + peer)
                    ? Optional.of(leaf)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }
}
