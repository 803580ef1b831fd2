package io.warifu.gateway.tunnel;

import io.warifu.gateway.cipher.DirectionKey;
import io.warifu.gateway.cipher.NextKeys;
import io.warifu.gateway.epoch.EpochInUse;
import io.warifu.gateway.epoch.LiveEpoch;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.pair.Epochs;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys under which one carrier may receive next.
 *
 * <p>They are worked out when their epoch comes into use, because its link secret may be wiped long
 * before a slow reader has emptied the buffers between the two ends. Guarantee: at most {@link
 * #MAX_AHEAD} are kept; past that the carrier is behind for good. Thread-safe.
 */
final class InboundKeys implements NextKeys, AutoCloseable {

    static final int MAX_AHEAD = 128;

    private final Established on;
    private final Epochs epochs;
    private final Deque<Ahead> ahead = new ArrayDeque<>();
    private volatile EpochInUse epoch;
    private @Nullable Ahead taken;
    private boolean closed;

    private record Ahead(EpochInUse epoch, DirectionKey key) {

        void drop() {
            key.close();
            epoch.release();
        }
    }

    /** The keys of {@code on}, of whose epoch one hold is taken over. */
    InboundKeys(Established on) {
        this.on = on;
        this.epochs = on.link().pair().epochs();
        this.epoch = on.epoch();
    }

    /** An epoch came into use; false if this carrier is too far behind. */
    synchronized boolean expect(EpochInUse next) {
        if (closed) {
            return true;
        }
        Ahead found;
        try {
            found = new Ahead(next, on.holdToReceive(next));
        } catch (CarrierFaultException _) {
            // It is wiped already: a record under it will not be opened.
            return true;
        }
        if (ahead.size() >= MAX_AHEAD) {
            found.drop();
            return false;
        }
        ahead.addLast(found);
        return true;
    }

    @Override
    public Optional<DirectionKey> keyOf(int number) {
        synchronized (this) {
            for (Ahead next : ahead) {
                if (next.epoch().number() == number) {
                    ahead.remove(next);
                    taken = next;
                    return Optional.of(next.key());
                }
            }
        }
        // The other end switched, and its word of it is still on the way.
        Optional<LiveEpoch> found = epochs.named(number);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(on.receivingKey(found.get()));
        } catch (CarrierFaultException _) {
            // Wiped since it was found.
            return Optional.empty();
        }
    }

    @Override
    public void movedTo(int number) throws CarrierFaultException {
        if (!hasTaken(number) && !epochs.follow(number)) {
            throw new CarrierFaultException(CarrierFault.EPOCH_UNKNOWN);
        }
        synchronized (this) {
            while (!ahead.isEmpty() && ahead.getFirst().epoch().number() < number) {
                ahead.removeFirst().drop();
            }
            Ahead now = taken;
            if (now == null && !ahead.isEmpty()) {
                // Its key is in use already; only the hold goes on.
                now = ahead.removeFirst();
                now.key().close();
            }
            taken = null;
            if (now == null || now.epoch().number() != number) {
                // It came into use and was wiped before this carrier could hold it.
                if (now != null) {
                    now.epoch().release();
                }
                throw new CarrierFaultException(CarrierFault.EPOCH_UNKNOWN);
            }
            epoch.release();
            epoch = now.epoch();
        }
    }

    /** Under which the last record was received; for its counters. */
    EpochInUse epoch() {
        return epoch;
    }

    private synchronized boolean hasTaken(int number) {
        return taken != null && taken.epoch().number() == number;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        ahead.forEach(Ahead::drop);
        ahead.clear();
        if (taken != null) {
            taken.drop();
            taken = null;
        }
        epoch.release();
    }
}
