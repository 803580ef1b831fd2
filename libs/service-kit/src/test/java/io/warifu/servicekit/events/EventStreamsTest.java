package io.warifu.servicekit.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What needs no web server; the services' own tests have one. */
final class EventStreamsTest {

    private final EventStreams streams = new EventStreams();

    @Test
    void opensABoundedNumber() {
        List<SseEmitter> all =
                Stream.generate(streams::open).limit(EventStreams.MAX_STREAMS).toList();

        assertThat(all).allMatch(streams::isOpen);
        assertThat(streams.isOpen(streams.open())).isFalse();
    }

    @Test
    void opensNoMoreHoweverManyComeAtOnce() {
        Set<SseEmitter> all = ConcurrentHashMap.newKeySet();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 10 * EventStreams.MAX_STREAMS; i++) {
                callers.execute(() -> all.add(streams.open()));
            }
        }

        assertThat(all).hasSize(10 * EventStreams.MAX_STREAMS);
        assertThat(all.stream().filter(streams::isOpen)).hasSize(EventStreams.MAX_STREAMS);
    }

    @Test
    void endsAllWhenTheServiceBeginsToStopAndOpensNoMore() {
        SseEmitter before = streams.open();
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            streams.onApplicationEvent(new ContextClosedEvent(context));
        }

        assertThat(streams.isOpen(before)).isFalse();
        assertThat(streams.isOpen(streams.open())).isFalse();
        assertThat(streams.isEmpty()).isTrue();
    }
}
