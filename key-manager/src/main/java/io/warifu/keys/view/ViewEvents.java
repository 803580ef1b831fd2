package io.warifu.keys.view;

import io.warifu.servicekit.events.EventStreams;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells whoever listens when the picture changes. It is looked at once a second, and only while
 * somebody listens: what the database counts has no other bell.
 */
final class ViewEvents {

    static final long INTERVAL_MILLIS = 1000;

    private static final String NAME = "view";

    private final Observatory observatory;
    private final EventStreams streams;
    private @Nullable Picture last;

    ViewEvents(Observatory observatory, EventStreams streams) {
        this.observatory = observatory;
        this.streams = streams;
    }

    SseEmitter join() {
        SseEmitter listener = streams.open();
        if (streams.isOpen(listener)) {
            streams.tell(listener, NAME, observatory.picture());
        }
        return listener;
    }

    @Scheduled(fixedDelay = INTERVAL_MILLIS)
    void look() {
        if (streams.isEmpty()) {
            return;
        }
        Picture now = observatory.picture();
        if (!now.equals(last)) {
            last = now;
            streams.tell(NAME, now);
        }
    }
}
