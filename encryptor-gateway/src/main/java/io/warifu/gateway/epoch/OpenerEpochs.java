package io.warifu.gateway.epoch;

import io.warifu.gateway.epoch.KeySource.KeyAnswer;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys under which this gateway opens carriers to one peer: one at a time, changed by time,
 * traffic and number of carriers.
 *
 * <p>Guarantee: carriers that are opened at the same time share one fetch; a key past its rotation,
 * or once refused by the peer, opens nothing more, whatever the key manager does: without a new key
 * there is no carrier. Limit: a forged refusal costs one key, so at most {@link
 * #MAX_BURNT_KEYS_PER_MINUTE} are given up so.
 */
public final class OpenerEpochs {

    public static final int MAX_BURNT_KEYS_PER_MINUTE = 6;

    /** A rotated key's secret is kept for carriers that are being opened, and then wiped. */
    static final Duration WIPED_AFTER = Duration.ofSeconds(20);

    static final int MAX_ROTATED = 8;

    private static final Logger LOG = LoggerFactory.getLogger(OpenerEpochs.class);
    private static final long[] BACK_OFF_MILLIS = {200, 500, 1_000};
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** Longer than the key manager may take for one answer. */
    private static final long FOLLOWER_GRACE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final String own;
    private final String peer;
    private final KeySource keys;
    private final Rotation rotation;
    private final LongSupplier nanoTime;
    private final RandomGenerator jitter;

    private @Nullable Epoch current;
    private @Nullable CompletableFuture<Optional<Epoch>> inFlight;
    private final Deque<Rotated> rotated = new ArrayDeque<>();
    private final Deque<Long> burntAtNanos = new ArrayDeque<>();

    private record Rotated(Epoch epoch, long atNanos) {}

    public OpenerEpochs(
            String own,
            String peer,
            KeySource keys,
            Rotation rotation,
            LongSupplier nanoTime,
            RandomGenerator jitter) {
        this.own = own;
        this.peer = peer;
        this.keys = keys;
        this.rotation = rotation;
        this.nanoTime = nanoTime;
        this.jitter = jitter;
    }

    /**
     * The epoch for a new carrier; waits for the key manager if need be, for a bounded time.
     *
     * @throws CarrierFaultException if there is no key
     */
    public Epoch forNewCarrier() throws CarrierFaultException, InterruptedException {
        CompletableFuture<Optional<Epoch>> flight;
        boolean leader = false;
        synchronized (this) {
            Epoch usable = usable();
            if (usable != null) {
                usable.countCarrier();
                return usable;
            }
            if (burntTooMany()) {
                throw new CarrierFaultException(CarrierFault.KEY_BUDGET_SPENT);
            }
            if (inFlight == null) {
                inFlight = new CompletableFuture<>();
                leader = true;
            }
            flight = inFlight;
        }
        if (leader) {
            fetchInto(flight);
        }
        Epoch epoch = await(flight);
        epoch.countCarrier();
        return epoch;
    }

    /** Never offers this epoch's key again, because the peer could not take it. */
    public synchronized void burn(Epoch epoch) {
        if (epoch.equals(current)) {
            retire(epoch);
            burntAtNanos.addLast(nanoTime.getAsLong());
            LOG.warn("Peer {} did not take key {}; it is given up.", peer, epoch.keyId());
        }
    }

    /** Opens no further carrier under this epoch, which is full at the peer. */
    public synchronized void rotate(Epoch epoch) {
        if (epoch.equals(current)) {
            retire(epoch);
        }
    }

    public synchronized Optional<Epoch> current() {
        return Optional.ofNullable(current);
    }

    /** Wipes what no carrier needs any more; called now and then. */
    public synchronized void sweep() {
        retireWhenDue();
        long now = nanoTime.getAsLong();
        while (!rotated.isEmpty()
                && (rotated.size() > MAX_ROTATED
                        || now - rotated.getFirst().atNanos() > WIPED_AFTER.toNanos())) {
            rotated.removeFirst().epoch().close();
        }
    }

    /** Wipes everything. */
    public synchronized void close() {
        if (current != null) {
            retire(current);
        }
        rotated.forEach(old -> old.epoch().close());
        rotated.clear();
    }

    private @Nullable Epoch usable() {
        retireWhenDue();
        return current;
    }

    private void retireWhenDue() {
        if (current != null
                && (nanoTime.getAsLong() - current.bornNanos() >= rotation.afterTime().toNanos()
                        || current.bytes() >= rotation.afterBytes()
                        || current.carriers() >= Epoch.MAX_CARRIERS / 2)) {
            retire(current);
        }
    }

    private void retire(Epoch epoch) {
        rotated.addLast(new Rotated(epoch, nanoTime.getAsLong()));
        current = null;
    }

    private boolean burntTooMany() {
        long now = nanoTime.getAsLong();
        while (!burntAtNanos.isEmpty() && now - burntAtNanos.getFirst() > MINUTE_NANOS) {
            burntAtNanos.removeFirst();
        }
        return burntAtNanos.size() >= MAX_BURNT_KEYS_PER_MINUTE;
    }

    private void fetchInto(CompletableFuture<Optional<Epoch>> flight) throws InterruptedException {
        Optional<Epoch> fetched = Optional.empty();
        try {
            fetched = fetch();
        } finally {
            synchronized (this) {
                current = fetched.orElse(null);
                inFlight = null;
            }
            flight.complete(fetched);
        }
    }

    private Optional<Epoch> fetch() throws InterruptedException {
        long begin = nanoTime.getAsLong();
        for (int attempt = 0; ; attempt++) {
            switch (keys.newKey(peer)) {
                case KeyAnswer.Delivered(var keyId, var key) -> {
                    LOG.info("Key {} opens carriers to {} from now on.", keyId, peer);
                    return Optional.of(Epoch.of(keyId, key, own, peer, nanoTime.getAsLong()));
                }
                case KeyAnswer.Withheld(var reason) -> {
                    long left = rotation.keyWait().toNanos() - (nanoTime.getAsLong() - begin);
                    long pause = pauseNanos(attempt);
                    LOG.warn("No key for {}: {} (attempt {}).", peer, reason, attempt + 1);
                    if (left < pause) {
                        return Optional.empty();
                    }
                    TimeUnit.NANOSECONDS.sleep(pause);
                }
            }
        }
    }

    private long pauseNanos(int attempt) {
        long millis = BACK_OFF_MILLIS[Math.min(attempt, BACK_OFF_MILLIS.length - 1)];
        return TimeUnit.MILLISECONDS.toNanos(millis + jitter.nextLong(millis / 4));
    }

    private Epoch await(CompletableFuture<Optional<Epoch>> flight)
            throws CarrierFaultException, InterruptedException {
        long longest = rotation.keyWait().toNanos() + FOLLOWER_GRACE_NANOS;
        try {
            return flight.get(longest, TimeUnit.NANOSECONDS)
                    .orElseThrow(() -> new CarrierFaultException(CarrierFault.NO_KEYS));
        } catch (ExecutionException | TimeoutException e) {
            throw new CarrierFaultException(CarrierFault.NO_KEYS, e);
        }
    }
}
