package io.warifu.keys.pool;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.keys.peer.PeerAnswer;
import io.warifu.keys.peer.PeerClient;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The other ends over mutual TLS, as JSON. */
final class HttpLinkPeers implements LinkPeers {

    private static final Logger LOG = LoggerFactory.getLogger(HttpLinkPeers.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final SiteId own;
    private final PeerClient client;
    private final JsonMapper json;

    HttpLinkPeers(SiteId own, PeerClient client, JsonMapper json) {
        this.own = own;
        this.client = client;
        this.json = json;
    }

    @Override
    public Optional<Confirmation.Answer> confirm(LinkId link, Confirmation blocks) {
        return post(link, "confirmations", blocks, Confirmation.Answer.class)
                .filter(answer -> answer.verdicts().size() == blocks.blocks().size());
    }

    @Override
    public Optional<EpochNote> exchange(LinkId link, EpochNote note) {
        return post(link, "epochs", note, EpochNote.class);
    }

    private <T> Optional<T> post(LinkId link, String what, Object body, Class<T> type) {
        String path = "/relay/v1/links/" + link.alice() + "/" + link.bob() + "/" + what;
        SiteId peer = link.otherEnd(own);
        try {
            return client.post(
                            peer, path, "application/json", json.writeValueAsBytes(body), TIMEOUT)
                    .filter(answer -> isOk(link, what, answer))
                    .map(answer -> json.readValue(answer.body(), type));
        } catch (JacksonException e) {
            LOG.warn("link {}: the other end's answer about {} cannot be read", link, what, e);
            return Optional.empty();
        }
    }

    private static boolean isOk(LinkId link, String what, PeerAnswer answer) {
        if (!answer.isOk()) {
            LOG.info("link {}: the other end answers {} about {}", link, answer.status(), what);
        }
        return answer.isOk();
    }
}
