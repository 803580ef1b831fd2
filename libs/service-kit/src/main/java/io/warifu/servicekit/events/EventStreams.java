package io.warifu.servicekit.events;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The streams of server-sent events that one service has open.
 *
 * <p>Guarantee: at most {@link #MAX_STREAMS} at a time, a further one ends at once; each ends after
 * {@link #LONGEST}, and all when the service begins to stop, before its web server waits for
 * requests that are under way, of which a stream would be one. Safe for several threads.
 */
public final class EventStreams implements ApplicationListener<ContextClosedEvent> {

    public static final int MAX_STREAMS = 64;

    /** Listeners come back by themselves after this. */
    public static final Duration LONGEST = Duration.ofMinutes(30);

    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

    private final Set<SseEmitter> open = ConcurrentHashMap.newKeySet();
    private boolean ending;

    /** A new stream, which has ended already if there is no room for it. */
    public SseEmitter open() {
        SseEmitter stream = new SseEmitter(LONGEST.toMillis());
        stream.onCompletion(() -> open.remove(stream));
        stream.onTimeout(stream::complete);
        stream.onError(_ -> open.remove(stream));
        if (!admit(stream)) {
            stream.complete();
        }
        return stream;
    }

    /** One at a time, so that the bound holds and none slips in after the end. */
    private synchronized boolean admit(SseEmitter stream) {
        return !ending && open.size() < MAX_STREAMS && open.add(stream);
    }

    public boolean isOpen(SseEmitter stream) {
        return open.contains(stream);
    }

    public boolean isEmpty() {
        return open.isEmpty();
    }

    /** Tells everybody; whoever is gone is forgotten. */
    public void tell(String name, Object data) {
        List.copyOf(open).forEach(stream -> tell(stream, name, data));
    }

    /** Tells one. */
    public void tell(SseEmitter stream, String name, Object data) {
        try {
            stream.send(SseEmitter.event().name(name).data(data));
        } catch (IOException | IllegalStateException e) {
            LOG.debug("a listener is gone", e);
            open.remove(stream);
        }
    }

    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        admitNoMore();
        for (SseEmitter stream : List.copyOf(open)) {
            open.remove(stream);
            stream.complete();
        }
    }

    private synchronized void admitNoMore() {
        ending = true;
    }
}
