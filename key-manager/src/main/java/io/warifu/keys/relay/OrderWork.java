package io.warifu.keys.relay;

import io.warifu.keys.bounded.Gatherer;
import java.util.List;

/** Orders of the same destinations and policy, gathered into batches that one message carries. */
final class OrderWork implements Gatherer.Work<KeyOrder, Sent> {

    private final BatchRelay batches;

    OrderWork(BatchRelay batches) {
        this.batches = batches;
    }

    @Override
    public List<Sent> together(List<KeyOrder> orders) {
        return batches.carry(orders);
    }

    @Override
    public Gatherer.Room<KeyOrder> room() {
        return new Room();
    }

    @Override
    public Sent refused() {
        return new Sent.Unreachable();
    }

    @Override
    public void unwanted(Sent sent) {
        if (sent instanceof Sent.Issued(List<ReadyKey> keys)) {
            keys.forEach(ReadyKey::close);
        }
    }

    /** What a manifest may list. */
    private static final class Room implements Gatherer.Room<KeyOrder> {

        private int keys;
        private int bytes;

        @Override
        public boolean take(KeyOrder order) {
            keys += order.number();
            bytes += order.bytes();
            return keys <= Manifest.MAX_KEYS && bytes <= Manifest.MAX_KEY_BYTES;
        }
    }
}
