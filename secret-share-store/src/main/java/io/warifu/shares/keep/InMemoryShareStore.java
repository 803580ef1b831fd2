package io.warifu.shares.keep;

import io.warifu.kernel.id.ObjectId;
import io.warifu.shares.keep.PutOutcome.AlreadyStored;
import io.warifu.shares.keep.PutOutcome.Conflict;
import io.warifu.shares.keep.PutOutcome.Stored;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Keeps shares until the process ends, for tests only: nothing is bounded. */
final class InMemoryShareStore implements ShareStore {

    private final InstantSource time;
    private final Map<ObjectId, StoredShare> shares = new HashMap<>();
    private final TreeMap<Long, StoredShare> order = new TreeMap<>();

    InMemoryShareStore(InstantSource time) {
        this.time = time;
    }

    @Override
    public synchronized PutOutcome put(NewShare share) {
        StoredShare known = shares.get(share.object());
        if (known != null) {
            boolean same =
                    known.sha256().equals(share.sha256()) && known.labels().equals(share.labels());
            return same ? new AlreadyStored(known.storedAt()) : new Conflict();
        }
        Instant now = time.instant().truncatedTo(ChronoUnit.MILLIS);
        StoredShare stored =
                new StoredShare(share.object(), share.labels(), share.bytes(), share.sha256(), now);
        shares.put(share.object(), stored);
        order.put(order.size() + 1L, stored);
        return new Stored(now);
    }

    @Override
    public synchronized Optional<StoredShare> find(ObjectId object) {
        return Optional.ofNullable(shares.get(object));
    }

    @Override
    public synchronized List<ListedShare> list(ListingQuery query) {
        return order.tailMap(query.after(), false).entrySet().stream()
                .filter(entry -> matches(query, entry.getValue().labels()))
                .limit(query.limit())
                .map(entry -> listed(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static boolean matches(ListingQuery query, ShareLabels labels) {
        return (query.owner() == null || query.owner().equals(labels.owner()))
                && (query.kind() == null || query.kind() == labels.kind());
    }

    private static ListedShare listed(long sequence, StoredShare share) {
        return new ListedShare(share.object(), sequence, share.bytes().length);
    }

    @Override
    public synchronized Totals totals() {
        return new Totals(
                shares.size(), shares.values().stream().mapToLong(s -> s.bytes().length).sum());
    }
}
