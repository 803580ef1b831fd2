package io.warifu.keys.path;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.peer.PeerAnswer;
import io.warifu.keys.peer.PeerClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks every peer for the state of its links, all at once, and waits a bounded time. */
final class ViewExchange {

    static final String PATH = "/relay/v1/views";

    private static final Logger LOG = LoggerFactory.getLogger(ViewExchange.class);
    private static final long PERIOD_MILLIS = 2_000;
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private final NetworkView view;
    private final PeerClient peers;
    private final JsonMapper json;
    private final List<SiteId> others;

    ViewExchange(
            SiteId own, Topology topology, NetworkView view, PeerClient peers, JsonMapper json) {
        this.view = view;
        this.peers = peers;
        this.json = json;
        this.others = topology.sites().stream().filter(site -> !site.equals(own)).toList();
    }

    @Scheduled(initialDelay = PERIOD_MILLIS, fixedDelay = PERIOD_MILLIS)
    void askAll() {
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            others.forEach(site -> each.execute(() -> ask(site)));
        }
    }

    private void ask(SiteId site) {
        try {
            peers.post(
                            site,
                            PATH,
                            "application/json",
                            "{}".getBytes(StandardCharsets.UTF_8),
                            PATIENCE)
                    .filter(PeerAnswer::isOk)
                    .map(answer -> json.readValue(answer.body(), LinkStates.class))
                    .filter(said -> said.site().equals(site.value()))
                    .ifPresent(said -> view.heard(site, said));
        } catch (JacksonException e) {
            LOG.warn("key manager of {} describes its links in no known form", site);
        } catch (DataAccessException e) {
            LOG.warn("what the key manager of {} said could not be acted on", site, e);
        }
    }
}
