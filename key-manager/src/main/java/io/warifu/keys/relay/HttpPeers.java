package io.warifu.keys.relay;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.relay.RelayAnswer.Outcome;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Peers over HTTPS with mutual authentication.
 *
 * <p>Guarantee: an answer counts only from a server whose certificate names the peer's site. Limit:
 * TLS here is not safe against a quantum computer; the secrecy and genuineness of what is relayed
 * rest on the pad and its tag, not on TLS.
 */
public final class HttpPeers implements Peers {

    private static final Logger LOG = LoggerFactory.getLogger(HttpPeers.class);
    private static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(2);
    private static final int MAX_ANSWER_BYTES = 16 * 1024;

    private final HttpClient http;
    private final Map<SiteId, URI> addresses;
    private final JsonMapper json;

    public HttpPeers(HttpClient http, Map<SiteId, URI> addresses, JsonMapper json) {
        this.http = http;
        this.addresses = Map.copyOf(addresses);
        this.json = json;
    }

    @Override
    public RelayAnswer relay(SiteId next, RelayMessage message, Duration timeout) {
        RelayAnswer silence =
                RelayAnswer.refused(Outcome.UNREACHABLE, message.site(message.hop() - 1), next);
        try {
            return post(next, "/relay/v1/messages", message, timeout)
                    .map(body -> json.readValue(body, RelayAnswer.class))
                    .orElse(silence);
        } catch (JacksonException e) {
            LOG.warn("key manager of {} gave no relay answer", next);
            return silence;
        }
    }

    @Override
    public void cancel(SiteId destination, List<UUID> keyIds) {
        var _ =
                post(
                        destination,
                        "/relay/v1/cancellations",
                        new Cancellation(keyIds),
                        CANCEL_TIMEOUT);
    }

    private Optional<byte[]> post(SiteId peer, String path, Object body, Duration timeout) {
        URI address = addresses.get(peer);
        if (address == null) {
            LOG.warn("no address of the key manager of {} is configured", peer);
            return Optional.empty();
        }
        HttpRequest request =
                HttpRequest.newBuilder(address.resolve(path))
                        .timeout(timeout)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
                        .build();
        try {
            HttpResponse<InputStream> answer =
                    http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = answer.body()) {
                if (!isKeyManagerOf(peer, answer.sslSession())) {
                    LOG.warn("{} is not the key manager of {}", address, peer);
                    return Optional.empty();
                }
                return Optional.of(in.readNBytes(MAX_ANSWER_BYTES));
            }
        } catch (IOException e) {
            LOG.info("key manager of {} does not answer: {}", peer, e.toString());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
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
