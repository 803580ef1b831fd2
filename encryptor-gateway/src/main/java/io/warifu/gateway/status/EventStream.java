package io.warifu.gateway.status;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One listener's stream of server-sent events: the pairs at once and after each event, and a
 * comment now and then so that a listener that is gone is noticed. Its own thread writes, so that a
 * slow listener delays nobody.
 */
final class EventStream implements EventHub.Listening {

    private static final int MAX_WAITING_EVENTS = 256;
    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    private final SseEmitter emitter;
    private final BlockingQueue<EventHub.Event> waiting =
            new ArrayBlockingQueue<>(MAX_WAITING_EVENTS);
    private final EventHub hub;
    private final Supplier<Object> pairs;
    private volatile boolean left;

    private EventStream(SseEmitter emitter, EventHub hub, Supplier<Object> pairs) {
        this.emitter = emitter;
        this.hub = hub;
        this.pairs = pairs;
    }

    /** Lets {@code emitter} hear the hub until it ends. */
    static void join(SseEmitter emitter, EventHub hub, Supplier<Object> pairs) {
        EventStream stream = new EventStream(emitter, hub, pairs);
        hub.join(stream);
        emitter.onCompletion(stream::leave);
        Thread.ofVirtual().name("gateway-events").start(stream::write);
    }

    @Override
    public boolean offer(EventHub.Event event) {
        return waiting.offer(event);
    }

    @Override
    public void leave() {
        left = true;
        hub.leave(this);
    }

    private void write() {
        try {
            emitter.send(SseEmitter.event().name("pairs").data(pairs.get()));
            while (!left) {
                EventHub.@Nullable Event event =
                        waiting.poll(QUIET.toMillis(), TimeUnit.MILLISECONDS);
                if (event == null) {
                    emitter.send(SseEmitter.event().comment("still here"));
                } else {
                    emitter.send(SseEmitter.event().name(event.kind()).data(event));
                    if (waiting.isEmpty()) {
                        emitter.send(SseEmitter.event().name("pairs").data(pairs.get()));
                    }
                }
            }
            emitter.complete();
        } catch (IOException | IllegalStateException e) {
            LOG.debug("a listener is gone", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            leave();
        }
    }
}
