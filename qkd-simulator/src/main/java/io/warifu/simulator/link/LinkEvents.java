package io.warifu.simulator.link;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells whoever listens about each change of a link, as server-sent events named {@code link}.
 *
 * <p>Links are never held up: a change is handed to one thread, which tells all listeners; if it is
 * behind, changes of one link that follow each other are told as one.
 */
public final class LinkEvents implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LinkEvents.class);

    /** Listeners come back by themselves after this. */
    private static final Duration LONGEST_STREAM = Duration.ofMinutes(30);

    private static final int MAX_LISTENERS = 64;

    private final LinkFleet fleet;
    private final Set<SseEmitter> listeners = ConcurrentHashMap.newKeySet();
    private final Set<QkdLink> changed = ConcurrentHashMap.newKeySet();
    private final ExecutorService teller =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("qkd-events").factory());

    public LinkEvents(LinkFleet fleet) {
        this.fleet = fleet;
        fleet.links().forEach(link -> link.watch(this::changed));
    }

    /** A new listener, who is told of every link at once. */
    SseEmitter subscribe() {
        SseEmitter listener = new SseEmitter(LONGEST_STREAM.toMillis());
        listener.onCompletion(() -> listeners.remove(listener));
        listener.onTimeout(listener::complete);
        listener.onError(_ -> listeners.remove(listener));
        if (listeners.size() >= MAX_LISTENERS) {
            listener.complete();
            return listener;
        }
        listeners.add(listener);
        fleet.links().forEach(this::changed);
        return listener;
    }

    @Override
    public void close() {
        teller.shutdownNow();
        listeners.forEach(SseEmitter::complete);
    }

    private void changed(QkdLink link) {
        if (!listeners.isEmpty() && changed.add(link)) {
            try {
                teller.execute(() -> tell(link));
            } catch (RejectedExecutionException e) {
                LOG.debug("the service is stopping", e);
            }
        }
    }

    private void tell(QkdLink link) {
        changed.remove(link);
        LinkView view = LinkView.of(link);
        for (SseEmitter listener : List.copyOf(listeners)) {
            try {
                listener.send(SseEmitter.event().name("link").data(view));
            } catch (IOException | IllegalStateException e) {
                LOG.debug("a listener is gone", e);
                listeners.remove(listener);
            }
        }
    }
}
