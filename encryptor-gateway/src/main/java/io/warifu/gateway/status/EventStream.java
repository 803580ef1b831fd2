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

    /** Listeners come back by themselves after this. */
    static final Duration LONGEST = Duration.ofMinutes(30);

    private static final int MAX_WAITING_EVENTS = 256;
    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    private final SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
    private final BlockingQueue<EventHub.Event> waiting =
            new ArrayBlockingQueue<>(MAX_WAITING_EVENTS);
    private final EventHub hub;
    private final Supplier<Object> pairs;
    private volatile boolean left;

    private EventStream(EventHub hub, Supplier<Object> pairs) {
        this.hub = hub;
        this.pairs = pairs;
    }

    /** A stream that has joined the hub; one that has ended if there is no room. */
    static SseEmitter join(EventHub hub, Supplier<Object> pairs) {
        EventStream stream = new EventStream(hub, pairs);
        stream.emitter.onCompletion(stream::leave);
        stream.emitter.onTimeout(stream::leave);
        stream.emitter.onError(_ -> stream.leave());
        if (hub.join(stream)) {
            Thread.ofVirtual().name("gateway-events").start(stream::write);
        } else {
            stream.emitter.complete();
        }
        return stream.emitter;
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
