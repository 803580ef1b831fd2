package io.warifu.gateway.tunnel;

import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.frame.FrameType;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carriers of one tunnel that were opened before anybody asked for them, so that a new local
 * connection does not wait for a round trip. Their service is dialled when one is tied to them.
 */
final class WarmCarriers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WarmCarriers.class);

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(10);
    private static final int MAX_AT_ONCE = 2;

    private final Opening opening;
    private final PeerLink link;
    private final String service;
    private final int wanted;
    private final Engine engine;
    private final Deque<Carrier> ready = new ArrayDeque<>();
    private int opened;
    private boolean closed;
    private long pausedSinceNanos;
    private boolean paused;

    WarmCarriers(Opening opening, PeerLink link, String service, int wanted, Engine engine) {
        this.opening = opening;
        this.link = link;
        this.service = service;
        this.wanted = wanted;
        this.engine = engine;
    }

    /** A carrier that lives, if there is one. */
    Optional<Carrier> take() {
        synchronized (this) {
            while (!ready.isEmpty()) {
                Carrier carrier = ready.removeFirst();
                if (!carrier.hasEnded()) {
                    return Optional.of(carrier);
                }
            }
        }
        return Optional.empty();
    }

    /** Begins to open what is missing; the watchdog calls it, and whoever took one. */
    void replenish() {
        if (wanted == 0 || link.pair().epochs().sendable().isEmpty()) {
            return;
        }
        while (mayOpen()) {
            engine.later(this::openOne, this::openingEnded);
        }
    }

    private synchronized boolean mayOpen() {
        ready.removeIf(Carrier::hasEnded);
        if (paused && engine.now() - pausedSinceNanos >= PAUSE_AFTER_FAILURE.toNanos()) {
            paused = false;
        }
        if (closed || paused || opened >= MAX_AT_ONCE || ready.size() + opened >= wanted) {
            return false;
        }
        opened++;
        return true;
    }

    private void openOne() {
        try {
            Carrier carrier = opening.open(link, service, FrameType.PING);
            engine.thread("carrier-in", () -> carrier.runReceiver(() -> {})).start();
            keep(carrier);
        } catch (CarrierFaultException e) {
            LOG.debug("no carrier ahead for {} with {}", service, link.site(), e);
            pause();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            openingEnded();
        }
        replenish();
    }

    private void keep(Carrier carrier) {
        synchronized (this) {
            if (!closed) {
                ready.addLast(carrier);
                return;
            }
        }
        carrier.abort(CarrierFault.SHUTTING_DOWN);
    }

    private synchronized void pause() {
        paused = true;
        pausedSinceNanos = engine.now();
    }

    private synchronized void openingEnded() {
        opened--;
    }

    @Override
    public void close() {
        Deque<Carrier> left;
        synchronized (this) {
            closed = true;
            left = new ArrayDeque<>(ready);
            ready.clear();
        }
        left.forEach(carrier -> carrier.abort(CarrierFault.SHUTTING_DOWN));
    }
}
