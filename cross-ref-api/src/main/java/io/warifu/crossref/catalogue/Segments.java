package io.warifu.crossref.catalogue;

import io.warifu.crossref.opaque.OpaqueIds;
import io.warifu.crossref.patient.PatientIndex;
import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.pack.CatalogueSegment;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * The restored segments of one catalogue in order, and the index they make.
 *
 * <p>A segment that comes late, below the highest one applied, makes the index be built anew from
 * all segments: moves and replacements count only in their order. Segments keep the very entries
 * that the index holds, so keeping them costs little. Two segments of one number (a hospital that
 * began anew after losing its journal) are both applied.
 */
final class Segments {

    private record Place(long sequence, ObjectId object) implements Comparable<Place> {

        private static final Comparator<Place> ORDER =
                Comparator.comparingLong(Place::sequence).thenComparing(Place::object);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private final SiteId owner;
    private final OpaqueIds ids;
    private final NavigableMap<Place, CatalogueSegment> segments = new TreeMap<>();
    private final Set<ObjectId> objects = new HashSet<>();
    private PatientIndex index;

    Segments(SiteId owner, OpaqueIds ids) {
        this.owner = owner;
        this.ids = ids;
        this.index = new PatientIndex(owner, ids);
    }

    boolean holds(ObjectId object) {
        return objects.contains(object);
    }

    int count() {
        return segments.size();
    }

    PatientIndex index() {
        return index;
    }

    /** Numbers below the highest that no segment has. */
    long missing() {
        if (segments.isEmpty()) {
            return 0;
        }
        long known = segments.keySet().stream().mapToLong(Place::sequence).distinct().count();
        return segments.lastKey().sequence() - known;
    }

    void add(Map<ObjectId, CatalogueSegment> news) {
        if (news.isEmpty()) {
            return;
        }
        NavigableMap<Place, CatalogueSegment> fresh = new TreeMap<>();
        news.forEach(
                (object, segment) -> fresh.put(new Place(segment.sequence(), object), segment));
        boolean late = !segments.isEmpty() && fresh.firstKey().compareTo(segments.lastKey()) < 0;
        segments.putAll(fresh);
        objects.addAll(news.keySet());
        if (late) {
            PatientIndex rebuilt = new PatientIndex(owner, ids);
            apply(rebuilt, segments.values());
            index = rebuilt;
        } else {
            apply(index, fresh.values());
        }
    }

    private static void apply(PatientIndex index, Collection<CatalogueSegment> inOrder) {
        inOrder.forEach(segment -> index.apply(segment.entries()));
    }
}
