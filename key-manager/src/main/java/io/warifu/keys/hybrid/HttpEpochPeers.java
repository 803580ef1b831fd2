package io.warifu.keys.hybrid;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.peer.PeerAnswer;
import io.warifu.keys.peer.PeerClient;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Offers epochs over HTTPS with mutual authentication. */
final class HttpEpochPeers implements EpochPeers {

    static final Duration TIMEOUT = Duration.ofSeconds(4);
    static final String PATH = "/relay/v1/hybrid-epochs";

    private static final Logger LOG = LoggerFactory.getLogger(HttpEpochPeers.class);

    private final PeerClient client;
    private final JsonMapper json;

    HttpEpochPeers(PeerClient client, JsonMapper json) {
        this.client = client;
        this.json = json;
    }

    @Override
    public Optional<Reply> offer(EpochOffer offer) {
        SiteId responder = new SiteId(offer.responder());
        byte[] body = json.writeValueAsBytes(offer);
        return client.post(responder, PATH, "application/json", body, TIMEOUT)
                .flatMap(answer -> reply(offer, answer));
    }

    private Optional<Reply> reply(EpochOffer offer, PeerAnswer answer) {
        if (!answer.isOk()) {
            LOG.info("{} refused {} with {}", offer.responder(), offer, answer.status());
            return Optional.empty();
        }
        try {
            EpochAnswer agreed = json.readValue(answer.body(), EpochAnswer.class);
            return Optional.of(new Reply(agreed, answer.certificate()));
        } catch (JacksonException e) {
            LOG.warn("{} gave no answer to {} that can be read", offer.responder(), offer);
            return Optional.empty();
        }
    }
}
