package io.warifu.keys.delivery;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.bounded.Gatherer;
import io.warifu.keys.enrolment.SaeId;
import io.warifu.keys.relay.KeyOrder;
import io.warifu.keys.relay.KeyRelay;
import io.warifu.keys.relay.ReadyKey;
import io.warifu.keys.relay.Sent;
import io.warifu.keys.store.KeyStore;
import io.warifu.keys.store.KeyStore.Take;
import io.warifu.keys.store.TakenKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;

/** Keys from the relay, and from the store where they wait. */
final class RelaySupply implements KeySupply {

    private final SiteId own;
    private final KeyRelay relay;
    private final Gatherer<Take, Optional<KeyStore.Taken>> takes;

    RelaySupply(
            SiteId own, KeyRelay relay, KeyStore store, InstantSource clock, Executor executor) {
        this.own = own;
        this.relay = relay;
        this.takes = new Gatherer<>(new TakeWork(store, clock), executor);
    }

    @Override
    public Sent send(KeyOrder order) {
        return relay.send(order);
    }

    @Override
    public long availableBits(SiteId destination) {
        return destination.equals(own) ? Long.MAX_VALUE : relay.availableBits(destination);
    }

    @Override
    public Taken take(SaeId slave, SaeId master, List<UUID> ids) {
        KeyStore.Taken taken =
                takes.ask(new Take(slave, master, ids))
                        .orElseThrow(() -> KeyRefusal.unavailable("too many requests at once"));
        return switch (taken) {
            case KeyStore.Taken.Keys(List<TakenKey> keys) ->
                    new Taken.Keys(
                            keys.stream()
                                    .map(key -> new ReadyKey(key.id(), key.key(), key.route()))
                                    .toList());
            case KeyStore.Taken.NotFound _ -> new Taken.NotFound();
            case KeyStore.Taken.NotEntitled _ -> new Taken.NotEntitled();
        };
    }
}
