package io.warifu.gateway.epoch;

import io.warifu.gateway.epoch.KeySource.KeyAnswer;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys under which one peer opens carriers to this gateway.
 *
 * <p>Guarantee: the key manager is asked at most once for a key_ID; carriers that name a new key at
 * the same time wait for one answer; a key that could not be had, or was wiped, is never accepted
 * again. Limit: key_IDs come from an unauthenticated OPEN, so a stranger can make this gateway ask
 * for keys that do not exist; {@link #MAX_ASKED_AT_ONCE} bounds it. The memory of refused key_IDs
 * is bounded too; behind it stands the key manager, which gives each key once.
 */
public final class AcceptorEpochs {

    /** From its arrival; more than any opener's rotation. */
    public static final Duration ACCEPTED_FOR = Duration.ofMinutes(3);

    static final int MAX_HELD = 16;
    static final int MAX_ASKED_AT_ONCE = 4;
    static final int MAX_SPENT_REMEMBERED = 4_096;

    private static final Logger LOG = LoggerFactory.getLogger(AcceptorEpochs.class);
    private static final long FOLLOWER_WAIT_SECONDS = 5;

    private final String own;
    private final String peer;
    private final KeySource keys;
    private final LongSupplier nanoTime;

    private final Map<UUID, Epoch> held = new LinkedHashMap<>();
    private final Map<UUID, CompletableFuture<Optional<Epoch>>> asked = new LinkedHashMap<>();
    private final Set<UUID> spent = Collections.newSetFromMap(new SpentKeys());

    public AcceptorEpochs(String own, String peer, KeySource keys, LongSupplier nanoTime) {
        this.own = own;
        this.peer = peer;
        this.keys = keys;
        this.nanoTime = nanoTime;
    }

    /**
     * The epoch of the key that the peer named.
     *
     * @throws CarrierFaultException if this key cannot be had or is past its time
     */
    public Epoch named(UUID keyId) throws CarrierFaultException, InterruptedException {
        CompletableFuture<Optional<Epoch>> answer;
        boolean leader = false;
        synchronized (this) {
            sweep();
            Epoch known = held.get(keyId);
            if (known != null) {
                return known;
            }
            if (spent.contains(keyId)) {
                throw new CarrierFaultException(CarrierFault.KEY_UNAVAILABLE);
            }
            CompletableFuture<Optional<Epoch>> running = asked.get(keyId);
            if (running == null) {
                if (asked.size() >= MAX_ASKED_AT_ONCE) {
                    throw new CarrierFaultException(CarrierFault.BUSY);
                }
                running = new CompletableFuture<>();
                asked.put(keyId, running);
                leader = true;
            }
            answer = running;
        }
        if (leader) {
            askInto(keyId, answer);
        }
        return await(answer);
    }

    public synchronized List<Epoch> held() {
        return new ArrayList<>(held.values());
    }

    /** Wipes keys that are past their time or too many; called now and then. */
    public synchronized void sweep() {
        long now = nanoTime.getAsLong();
        Iterator<Epoch> oldestFirst = held.values().iterator();
        while (oldestFirst.hasNext()) {
            Epoch epoch = oldestFirst.next();
            if (held.size() <= MAX_HELD && now - epoch.bornNanos() <= ACCEPTED_FOR.toNanos()) {
                return;
            }
            oldestFirst.remove();
            spent.add(epoch.keyId());
            epoch.close();
        }
    }

    /** Wipes everything. */
    public synchronized void close() {
        held.values().forEach(Epoch::close);
        held.clear();
    }

    private void askInto(UUID keyId, CompletableFuture<Optional<Epoch>> answer) {
        Optional<Epoch> epoch = Optional.empty();
        try {
            epoch =
                    switch (keys.namedKey(peer, keyId)) {
                        case KeyAnswer.Delivered(var _, var key) ->
                                Optional.of(Epoch.of(keyId, key, peer, own, nanoTime.getAsLong()));
                        case KeyAnswer.Withheld(var reason) -> {
                            LOG.warn("Key {} offered by {}: {}.", keyId, peer, reason);
                            yield Optional.empty();
                        }
                    };
        } finally {
            synchronized (this) {
                epoch.ifPresentOrElse(got -> held.put(keyId, got), () -> spent.add(keyId));
                asked.remove(keyId);
            }
            answer.complete(epoch);
        }
    }

    private static Epoch await(CompletableFuture<Optional<Epoch>> answer)
            throws CarrierFaultException, InterruptedException {
        try {
            return answer.get(FOLLOWER_WAIT_SECONDS, TimeUnit.SECONDS)
                    .orElseThrow(() -> new CarrierFaultException(CarrierFault.KEY_UNAVAILABLE));
        } catch (ExecutionException | TimeoutException e) {
            throw new CarrierFaultException(CarrierFault.KEY_UNAVAILABLE, e);
        }
    }

    /** Forgets the oldest past its bound. */
    private static final class SpentKeys extends LinkedHashMap<UUID, Boolean> {

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Boolean> eldest) {
            return size() > MAX_SPENT_REMEMBERED;
        }
    }
}
