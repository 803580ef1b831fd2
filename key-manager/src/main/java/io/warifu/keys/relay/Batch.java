package io.warifu.keys.relay;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.store.IssuedKey;
import io.warifu.keys.store.KeyRoute;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Fresh key ids of several orders with the same destinations and policy, and room for their keys.
 * The keys lie in one array in the order of the orders; it is wiped on close.
 */
final class Batch implements AutoCloseable {

    private final List<KeyOrder> orders;
    private final List<List<UUID>> ids;
    private final Instant madeAt;
    private final Instant expiresAt;
    private byte[] keys = new byte[0];

    Batch(List<KeyOrder> orders, Instant madeAt, Instant expiresAt) {
        this.orders = List.copyOf(orders);
        this.ids =
                orders.stream()
                        .map(order ->
                                Stream.generate(UUID::randomUUID).limit(order.number()).toList())
                        .toList();
        this.madeAt = madeAt;
        this.expiresAt = expiresAt;
    }

    Instant madeAt() {
        return madeAt;
    }

    Instant expiresAt() {
        return expiresAt;
    }

    int keyBytes() {
        return orders.stream().mapToInt(KeyOrder::bytes).sum();
    }

    int keyCount() {
        return orders.stream().mapToInt(KeyOrder::number).sum();
    }

    List<UUID> allIds() {
        return ids.stream().flatMap(List::stream).toList();
    }

    /** Takes over the keys; the batch wipes them. */
    void take(byte[] newKeys) {
        Arrays.fill(keys, (byte) 0);
        keys = newKeys;
    }

    byte[] keys() {
        return keys;
    }

    /** What {@code destination} serves of the batch. */
    List<Manifest.Group> groupsFor(SiteId destination) {
        List<Manifest.Group> groups = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            KeyOrder order = orders.get(i);
            groups.add(
                    new Manifest.Group(
                            order.master().id(),
                            order.slavesAt(destination),
                            order.sizeBits(),
                            ids.get(i)));
        }
        return groups;
    }

    List<IssuedKey> rows() {
        List<IssuedKey> rows = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            KeyOrder order = orders.get(i);
            for (UUID id : ids.get(i)) {
                rows.add(
                        new IssuedKey(
                                id,
                                order.master().id(),
                                order.slaveIds(),
                                order.destinations(),
                                order.sizeBits(),
                                madeAt,
                                expiresAt));
            }
        }
        return rows;
    }

    /** The keys by order, as copies. */
    List<Sent> issued(KeyRoute route) {
        List<Sent> all = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < orders.size(); i++) {
            int bytes = orders.get(i).sizeBits() / 8;
            List<ReadyKey> ready = new ArrayList<>();
            for (UUID id : ids.get(i)) {
                SecretBytes key = SecretBytes.takeFrom(Arrays.copyOfRange(keys, at, at + bytes));
                ready.add(new ReadyKey(id, key, route));
                at += bytes;
            }
            all.add(new Sent.Issued(ready));
        }
        return all;
    }

    @Override
    public void close() {
        Arrays.fill(keys, (byte) 0);
    }
}
