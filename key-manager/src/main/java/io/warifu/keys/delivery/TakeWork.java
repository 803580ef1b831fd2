package io.warifu.keys.delivery;

import io.warifu.keys.bounded.Gatherer;
import io.warifu.keys.store.KeyStore;
import io.warifu.keys.store.KeyStore.Take;
import io.warifu.keys.store.KeyStore.Taken;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Requests of slaves, gathered so that one commit serves several; empty if there was no turn. */
final class TakeWork implements Gatherer.Work<Take, Optional<Taken>> {

    static final int MAX_KEYS = 1024;

    private final KeyStore store;
    private final InstantSource clock;

    TakeWork(KeyStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public List<Optional<Taken>> together(List<Take> requests) {
        return store.takeAll(requests, clock.instant()).stream().map(Optional::of).toList();
    }

    @Override
    public Gatherer.Room<Take> room() {
        return new Room();
    }

    @Override
    public Optional<Taken> refused() {
        return Optional.empty();
    }

    /** The slave is gone; its keys are burned, as with any answer that is lost. */
    @Override
    public void unwanted(Optional<Taken> answer) {
        if (answer.orElse(null) instanceof Taken.Keys(var keys)) {
            keys.forEach(key -> key.key().close());
        }
    }

    private static final class Room implements Gatherer.Room<Take> {

        private int keys;

        @Override
        public boolean take(Take request) {
            keys += request.ids().size();
            return keys <= MAX_KEYS;
        }
    }
}
