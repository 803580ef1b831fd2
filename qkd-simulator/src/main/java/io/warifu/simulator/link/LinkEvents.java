package io.warifu.simulator.link;

import io.warifu.servicekit.events.EventStreams;
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

    private final LinkFleet fleet;
    private final EventStreams streams;
    private final Set<QkdLink> changed = ConcurrentHashMap.newKeySet();
    private final ExecutorService teller =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("qkd-events").factory());

    public LinkEvents(LinkFleet fleet, EventStreams streams) {
        this.fleet = fleet;
        this.streams = streams;
        fleet.links().forEach(link -> link.watch(this::changed));
    }

    /** A new listener, who is told of every link at once. */
    SseEmitter subscribe() {
        SseEmitter listener = streams.open();
        if (streams.isOpen(listener)) {
            fleet.links().forEach(this::changed);
        }
        return listener;
    }

    @Override
    public void close() {
        teller.shutdownNow();
    }

    private void changed(QkdLink link) {
        if (!streams.isEmpty() && changed.add(link)) {
            try {
                teller.execute(() -> tell(link));
            } catch (RejectedExecutionException e) {
                LOG.debug("the service is stopping", e);
            }
        }
    }

    private void tell(QkdLink link) {
        changed.remove(link);
        streams.tell("link", LinkView.of(link));
    }
}
