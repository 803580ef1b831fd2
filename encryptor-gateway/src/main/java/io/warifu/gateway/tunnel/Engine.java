package io.warifu.gateway.tunnel;

import io.warifu.gateway.net.Deadlines;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all carriers of a gateway share: limits, clock, buffers and threads.
 *
 * <p>Carriers get platform threads until there are many, then virtual ones: a platform thread that
 * blocks in a read is woken by the kernel at once, a virtual one by way of a poller. A socket that
 * a virtual thread has touched is in non-blocking mode for good, so whatever touches a carrier's
 * sockets on the side is a platform thread too.
 */
final class Engine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    private static final int MAX_POOLED_BUFFERS = 512;
    private static final int MAX_ERRANDS = 64;
    private static final long ERRAND_IDLE_SECONDS = 10;

    private final Bounds bounds;
    private final int virtualThreadsAbove;
    private final LongSupplier nanoTime;
    private final KeyWitness keyWitness;
    private final BufferPool pool = new BufferPool(MAX_POOLED_BUFFERS);
    private final Deadlines deadlines = new Deadlines();
    private final Set<Carrier> carriers = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor errands =
            new ThreadPoolExecutor(
                    0,
                    MAX_ERRANDS,
                    ERRAND_IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    Thread.ofPlatform().daemon().name("gateway-errand-", 0).factory());
    private final Semaphore halfOpenPlaces;
    private final Semaphore carrierPlaces;
    private final Semaphore parkingPlaces;
    private volatile boolean closing;

    Engine(Bounds bounds, int virtualThreadsAbove, LongSupplier nanoTime, KeyWitness keyWitness) {
        this.bounds = bounds;
        this.virtualThreadsAbove = virtualThreadsAbove;
        this.nanoTime = nanoTime;
        this.keyWitness = keyWitness;
        this.halfOpenPlaces = new Semaphore(bounds.maxHalfOpen());
        this.carrierPlaces = new Semaphore(bounds.maxCarriers());
        this.parkingPlaces = new Semaphore(bounds.maxHalfOpen());
    }

    Bounds bounds() {
        return bounds;
    }

    LongSupplier nanoTime() {
        return nanoTime;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    KeyWitness keyWitness() {
        return keyWitness;
    }

    BufferPool pool() {
        return pool;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    Set<Carrier> carriers() {
        return carriers;
    }

    /** A thread for one direction of a carrier. */
    Thread thread(String name, Runnable work) {
        int busy = carriers.size() + bounds.maxHalfOpen() - halfOpenPlaces.availablePermits();
        return busy >= virtualThreadsAbove
                ? Thread.ofVirtual().name(name).unstarted(work)
                : Thread.ofPlatform().daemon().name(name).unstarted(work);
    }

    /** Does something short on the side; if too much is on the way, it is left undone this time. */
    void later(Runnable errand) {
        later(errand, () -> {});
    }

    /** The same; {@code leftUndone} hears of it. */
    void later(Runnable errand, Runnable leftUndone) {
        try {
            errands.execute(errand);
        } catch (RejectedExecutionException _) {
            LOG.debug("too many errands at once");
            leftUndone.run();
        }
    }

    /** One place for each accepted connection that has not proven anything yet. */
    Semaphore halfOpenPlaces() {
        return halfOpenPlaces;
    }

    /** One place for each carrier with a local connection. */
    Semaphore carrierPlaces() {
        return carrierPlaces;
    }

    /** One place for each accepted carrier that waits for its local connection. */
    Semaphore parkingPlaces() {
        return parkingPlaces;
    }

    boolean isClosing() {
        return closing;
    }

    @Override
    public void close() {
        closing = true;
        errands.shutdown();
        deadlines.close();
    }
}
