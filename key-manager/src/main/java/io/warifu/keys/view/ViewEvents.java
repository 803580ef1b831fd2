package io.warifu.keys.view;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells whoever listens when the picture changes. It is looked at once a second, and only while
 * somebody listens: what the database counts has no other bell.
 */
final class ViewEvents {

    static final long INTERVAL_MILLIS = 1000;
    static final int MAX_LISTENERS = 64;

    /** Listeners come back by themselves after this. */
    private static final Duration LONGEST_STREAM = Duration.ofMinutes(30);

    private static final Logger LOG = LoggerFactory.getLogger(ViewEvents.class);

    private final Observatory observatory;
    private final Set<SseEmitter> listeners = ConcurrentHashMap.newKeySet();
    private @Nullable Picture last;
    private volatile boolean ending;

    ViewEvents(Observatory observatory) {
        this.observatory = observatory;
    }

    SseEmitter join() {
        SseEmitter listener = new SseEmitter(LONGEST_STREAM.toMillis());
        listener.onCompletion(() -> listeners.remove(listener));
        listener.onTimeout(listener::complete);
        listener.onError(_ -> listeners.remove(listener));
        if (ending || listeners.size() >= MAX_LISTENERS) {
            listener.complete();
            return listener;
        }
        tell(listener, observatory.picture());
        listeners.add(listener);
        if (ending) {
            listener.complete();
        }
        return listener;
    }

    @Scheduled(fixedDelay = INTERVAL_MILLIS)
    void look() {
        if (listeners.isEmpty()) {
            return;
        }
        Picture now = observatory.picture();
        if (!now.equals(last)) {
            last = now;
            List.copyOf(listeners).forEach(listener -> tell(listener, now));
        }
    }

    private void tell(SseEmitter listener, Picture picture) {
        try {
            listener.send(SseEmitter.event().name("view").data(picture));
        } catch (IOException | IllegalStateException e) {
            LOG.debug("a listener is gone", e);
            listeners.remove(listener);
        }
    }

    /** Before the web server begins to wait for requests to end; a stream would not. */
    @EventListener(ContextClosedEvent.class)
    void endAll() {
        ending = true;
        List.copyOf(listeners).forEach(SseEmitter::complete);
    }
}
