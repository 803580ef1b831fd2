package io.warifu.gateway.status;

import io.warifu.gateway.ledger.EpochEntry;
import io.warifu.gateway.ledger.EpochName;
import io.warifu.gateway.ledger.EpochTotals;
import io.warifu.gateway.ledger.KeyMode;
import io.warifu.gateway.pair.Alarm;
import io.warifu.gateway.pair.GatewayEvents;
import io.warifu.gateway.pair.PairState;
import io.warifu.kernel.id.SiteId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Passes events on to whoever listens.
 *
 * <p>Guarantee: it never waits and never throws; a listener that does not keep up is let go, and
 * comes back to a fresh view. Each listener hears every event, in order, or its stream ends.
 */
public final class EventHub implements GatewayEvents {

    private final InstantSource clock;
    private final Set<Listening> listeners = ConcurrentHashMap.newKeySet();

    public EventHub(InstantSource clock) {
        this.clock = clock;
    }

    /** One event in the words of the REST interface; what does not belong to it is null. */
    record Event(
            String kind,
            Instant at,
            String peer,
            @Nullable PairState from,
            @Nullable PairState to,
            @Nullable String code,
            @Nullable UUID session,
            @Nullable Long epoch,
            @Nullable UUID keyId,
            @Nullable KeyMode mode,
            @Nullable EpochTotals totals) {

        private static Event ofEpoch(String kind, Instant at, EpochName name) {
            return new Event(
                    kind,
                    at,
                    name.peer().value(),
                    null,
                    null,
                    null,
                    name.session(),
                    Integer.toUnsignedLong(name.epoch()),
                    null,
                    null,
                    null);
        }

        private Event withKey(@Nullable UUID key, KeyMode ofMode) {
            return new Event(kind, at, peer, from, to, code, session, epoch, key, ofMode, totals);
        }

        private Event withTotals(EpochTotals counted) {
            return new Event(kind, at, peer, from, to, code, session, epoch, keyId, mode, counted);
        }
    }

    /** Someone who listens; {@link #offer} answers whether he keeps up. */
    interface Listening {
        boolean offer(Event event);

        void leave();
    }

    void join(Listening listener) {
        listeners.add(listener);
    }

    void leave(Listening listener) {
        listeners.remove(listener);
    }

    int listeners() {
        return listeners.size();
    }

    @Override
    public void stateChanged(SiteId peer, PairState from, PairState to, String reasonCode) {
        publish(
                new Event(
                        "state",
                        clock.instant(),
                        peer.value(),
                        from,
                        to,
                        reasonCode,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    @Override
    public void epochConfirmed(EpochEntry entry) {
        publish(
                Event.ofEpoch("epoch-confirmed", clock.instant(), entry.name())
                        .withKey(entry.keyId().orElse(null), entry.mode()));
    }

    @Override
    public void epochSwitched(EpochName name) {
        publish(Event.ofEpoch("epoch-switched", clock.instant(), name));
    }

    @Override
    public void epochErased(EpochName name, EpochTotals totals) {
        publish(Event.ofEpoch("epoch-erased", clock.instant(), name).withTotals(totals));
    }

    @Override
    public void alarm(SiteId peer, Alarm alarm) {
        publish(
                new Event(
                        "alarm",
                        clock.instant(),
                        peer.value(),
                        null,
                        null,
                        alarm.tag(),
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    private void publish(Event event) {
        listeners.stream()
                .filter(listener -> !listener.offer(event))
                .toList()
                .forEach(late -> {
                    listeners.remove(late);
                    late.leave();
                });
    }
}
