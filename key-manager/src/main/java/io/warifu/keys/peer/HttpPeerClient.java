package io.warifu.keys.peer;

import io.warifu.kernel.id.SiteId;
import io.warifu.servicekit.tls.ClientIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.Certificate;
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
                if (!isKeyManagerOf(peer, answer.sslSession())) {
                    LOG.warn("{} is not the key manager of {}", address, peer);
                    return Optional.empty();
                }
                return bounded(peer, answer.statusCode(), in.readNBytes(MAX_ANSWER_BYTES + 1));
            }
        } catch (IOException e) {
            LOG.info("key manager of {} does not answer: {}", peer, e.toString());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<PeerAnswer> bounded(SiteId peer, int status, byte[] body) {
        if (body.length > MAX_ANSWER_BYTES) {
            LOG.warn("key manager of {} answers more than it may", peer);
            return Optional.empty();
        }
        return Optional.of(new PeerAnswer(status, body));
    }

    private static boolean isKeyManagerOf(SiteId peer, Optional<SSLSession> session) {
        if (session.isEmpty()) {
            return false;
        }
        try {
            Certificate leaf = session.get().getPeerCertificates()[0];
            return leaf instanceof X509Certificate certificate
                    && ClientIdentity.uriNames(certificate).contains("urn:warifu:kme:" + peer);
        } catch (SSLPeerUnverifiedException e) {
            return false;
        }
    }
}
