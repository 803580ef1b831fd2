package io.warifu.keys.hybrid;

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
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Offers epochs over HTTPS with mutual authentication. */
final class HttpEpochPeers implements EpochPeers {

    static final Duration TIMEOUT = Duration.ofSeconds(4);
    static final String PATH = "/relay/v1/hybrid-epochs";

    private static final Logger LOG = LoggerFactory.getLogger(HttpEpochPeers.class);
    private static final int MAX_ANSWER_BYTES = 32 * 1024;

    private final HttpClient http;
    private final Map<SiteId, URI> addresses;
    private final JsonMapper json;

    HttpEpochPeers(HttpClient http, Map<SiteId, URI> addresses, JsonMapper json) {
        this.http = http;
        this.addresses = Map.copyOf(addresses);
        this.json = json;
    }

    @Override
    public Optional<Reply> offer(EpochOffer offer) {
        URI address = addresses.get(new SiteId(offer.responder()));
        if (address == null) {
            LOG.warn("no address of the key manager of {} is configured", offer.responder());
            return Optional.empty();
        }
        HttpRequest request =
                HttpRequest.newBuilder(address.resolve(PATH))
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(offer)))
                        .build();
        try {
            HttpResponse<InputStream> answer =
                    http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = answer.body()) {
                return reply(offer, answer, in.readNBytes(MAX_ANSWER_BYTES));
            }
        } catch (IOException e) {
            LOG.info("no hybrid epoch with {}: {}", offer.responder(), e.toString());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private Optional<Reply> reply(EpochOffer offer, HttpResponse<?> answer, byte[] body) {
        Optional<X509Certificate> server = answer.sslSession().flatMap(HttpEpochPeers::leaf);
        if (server.isEmpty()
                || !ClientIdentity.uriNames(server.get())
                        .contains("urn:warifu:kme:" + offer.responder())) {
            LOG.warn("{} is not the key manager of {}", answer.uri(), offer.responder());
            return Optional.empty();
        }
        if (answer.statusCode() != 200) {
            LOG.info("{} refused {} with {}", offer.responder(), offer, answer.statusCode());
            return Optional.empty();
        }
        try {
            return Optional.of(new Reply(json.readValue(body, EpochAnswer.class), server.get()));
        } catch (JacksonException e) {
            LOG.warn("{} gave no answer to {} that can be read", offer.responder(), offer);
            return Optional.empty();
        }
    }

    private static Optional<X509Certificate> leaf(SSLSession session) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate leaf
                    ? Optional.of(leaf)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }
}
