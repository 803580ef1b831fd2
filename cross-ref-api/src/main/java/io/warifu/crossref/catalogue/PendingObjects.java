package io.warifu.crossref.catalogue;

import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.id.SiteId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Objects that share servers list and that are not restored yet; each is tried again after a pause
 * that doubles. Limit: a server that lists more than {@link #MAX_PENDING} objects which do not
 * exist fills the table; what does not fit waits until the server is asked from its beginning
 * again.
 */
final class PendingObjects {

    static final int MAX_PENDING = 100_000;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int MAX_DOUBLINGS = 6;

    private final Map<ObjectId, Entry> entries = new HashMap<>();

    private static final class Entry {
        private final Set<SiteId> listedBy = new HashSet<>();
        private int failures;
        private Instant next = Instant.MIN;
    }

    /** False if the table is full. */
    boolean listed(ObjectId object, SiteId site) {
        if (entries.size() >= MAX_PENDING && !entries.containsKey(object)) {
            return false;
        }
        Entry entry = entries.computeIfAbsent(object, _ -> new Entry());
        if (entry.listedBy.add(site)) {
            // One more server keeps a share, so what failed before may work now.
            entry.next = Instant.MIN;
        }
        return true;
    }

    List<ObjectId> due(Instant now) {
        return entries.entrySet().stream()
                .filter(entry -> !entry.getValue().next.isAfter(now))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    void failed(ObjectId object, Instant now) {
        Entry entry = entries.get(object);
        if (entry != null) {
            int doublings = Math.min(entry.failures, MAX_DOUBLINGS);
            entry.failures++;
            entry.next = now.plus(FIRST_PAUSE.multipliedBy(1L << doublings));
        }
    }

    void done(ObjectId object) {
        entries.remove(object);
    }

    int count() {
        return entries.size();
    }

    /** Objects that fewer than {@code threshold} servers list. */
    int listedByFewerThan(int threshold) {
        return Math.toIntExact(
                entries.values().stream()
                        .filter(entry -> entry.listedBy.size() < threshold)
                        .count());
    }
}
