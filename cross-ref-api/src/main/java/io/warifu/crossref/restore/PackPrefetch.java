package io.warifu.crossref.restore;

import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.pack.Pack;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Restores packs a little ahead of a reader that needs them in a known order, and keeps the last
 * few, so that each pack is fetched once and the reader seldom waits.
 *
 * <p>Limit: at most {@link #MAX_HELD_PACKS} packs of at most 16 MiB are held. Used by one thread.
 */
public final class PackPrefetch implements PackSource, AutoCloseable {

    private static final int AHEAD_PACKS = 3;
    private static final int MAX_HELD_PACKS = 8;

    private final PackSource source;
    private final List<ObjectId> order;
    private final Map<ObjectId, Integer> places = new HashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<ObjectId, Future<RestoreOutcome<Pack>>> held =
            new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Prepares; nothing is fetched before the first {@link #pack}.
     *
     * @param order in which packs will be asked for, each once
     */
    public PackPrefetch(PackSource source, List<ObjectId> order) {
        this.source = source;
        this.order = List.copyOf(order);
        for (int i = 0; i < this.order.size(); i++) {
            places.put(this.order.get(i), i);
        }
    }

    @Override
    public RestoreOutcome<Pack> pack(ObjectId object) throws InterruptedException {
        Future<RestoreOutcome<Pack>> wanted = start(object);
        int place = places.getOrDefault(object, order.size());
        for (int i = place + 1; i <= place + AHEAD_PACKS && i < order.size(); i++) {
            Future<RestoreOutcome<Pack>> _ = start(order.get(i));
        }
        evict(object);
        try {
            return wanted.get();
        } catch (ExecutionException | CancellationException e) {
            throw new IllegalStateException("a pack could not be fetched", e);
        }
    }

    private Future<RestoreOutcome<Pack>> start(ObjectId object) {
        return held.computeIfAbsent(object, wanted -> threads.submit(() -> source.pack(wanted)));
    }

    private void evict(ObjectId inUse) {
        var oldestFirst = held.entrySet().iterator();
        int surplus = held.size() - MAX_HELD_PACKS;
        while (surplus > 0 && oldestFirst.hasNext()) {
            var oldest = oldestFirst.next();
            if (!oldest.getKey().equals(inUse)) {
                oldest.getValue().cancel(true);
                oldestFirst.remove();
                surplus--;
            }
        }
    }

    /** Stops what is still being fetched. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
