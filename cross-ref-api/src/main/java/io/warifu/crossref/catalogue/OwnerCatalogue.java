package io.warifu.crossref.catalogue;

import io.warifu.crossref.collect.ShareLister;
import io.warifu.crossref.opaque.OpaqueIds;
import io.warifu.crossref.patient.PatientIndex;
import io.warifu.crossref.restore.RestoreOutcome;
import io.warifu.crossref.restore.Restorer;
import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.pack.CatalogueSegment;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the catalogue of one hospital at a set of share servers: lists what is new, restores the
 * segments, applies them in order.
 *
 * <p>Guarantee: it starts from nothing, so a hospital that has lost everything rebuilds its index
 * from any k share servers; the owner is never asked. What could not be restored is counted in the
 * {@link CatalogueStatus} and tried again. Limit: see {@link PatientIndex} for memory.
 */
public final class OwnerCatalogue {

    private static final Logger LOG = LoggerFactory.getLogger(OwnerCatalogue.class);
    private static final int MAX_RESTORES_AT_ONCE = 8;
    private static final Duration MAX_WAIT_FOR_REFRESH = Duration.ofSeconds(10);

    /**
     * Servers are listed from their beginning this often: a counter may have been committed out of
     * order, and a server may have been set up anew and count from 1 again.
     */
    private static final Duration WHOLE_LISTING_EVERY = Duration.ofMinutes(5);

    private final SiteId owner;
    private final Set<SiteId> sites;
    private final int threshold;
    private final int configuredServers;
    private final ShareLister lister;
    private final Restorer restorer;
    private final InstantSource clock;

    private final ReentrantLock refreshing = new ReentrantLock();
    private final Map<SiteId, Long> cursors = new HashMap<>();
    private final PendingObjects pending = new PendingObjects();
    private final Segments segments;
    private Instant nextWholeListing;
    private volatile View view;

    /** The index with how complete it is, seen together. */
    public record View(PatientIndex index, CatalogueStatus status) {}

    /** The parts that the catalogues of all owners share. */
    record Tools(
            ShareLister lister,
            Restorer restorer,
            OpaqueIds ids,
            InstantSource clock,
            int threshold,
            int configuredServers) {}

    OwnerCatalogue(SiteId owner, Set<SiteId> sites, Tools tools) {
        this.owner = owner;
        this.sites = Set.copyOf(sites);
        this.threshold = tools.threshold();
        this.configuredServers = tools.configuredServers();
        this.lister = tools.lister();
        this.restorer = tools.restorer();
        this.clock = tools.clock();
        this.segments = new Segments(owner, tools.ids());
        this.nextWholeListing = clock.instant().plus(WHOLE_LISTING_EVERY);
        this.view = new View(segments.index(), status(Set.of(), null));
    }

    public SiteId owner() {
        return owner;
    }

    /** What is known, without asking anyone. */
    public View view() {
        return view;
    }

    /** What is known, refreshed first if that is longer ago than {@code maxAge}. */
    public View viewNotOlderThan(Duration maxAge) throws InterruptedException {
        if (olderThan(maxAge)
                && refreshing.tryLock(MAX_WAIT_FOR_REFRESH.toMillis(), TimeUnit.MILLISECONDS)) {
            try {
                if (olderThan(maxAge)) {
                    readNews(false);
                }
            } finally {
                refreshing.unlock();
            }
        }
        return view;
    }

    /**
     * Reads what is new.
     *
     * @param withSuspects also asks servers that failed lately
     */
    View refresh(boolean withSuspects) throws InterruptedException {
        refreshing.lockInterruptibly();
        try {
            readNews(withSuspects);
        } finally {
            refreshing.unlock();
        }
        return view;
    }

    private boolean olderThan(Duration maxAge) {
        @Nullable Instant refreshedAt = view.status().refreshedAt();
        return refreshedAt == null || refreshedAt.plus(maxAge).isBefore(clock.instant());
    }

    private void readNews(boolean withSuspects) throws InterruptedException {
        if (nextWholeListing.isBefore(clock.instant())) {
            nextWholeListing = clock.instant().plus(WHOLE_LISTING_EVERY);
            cursors.clear();
        }
        Set<SiteId> answered = new TreeSet<>();
        for (ShareLister.Listed listed : lister.list(owner, cursors, sites, withSuspects)) {
            answered.add(listed.site());
            note(listed);
        }
        segments.add(restoreDue());
        view = new View(segments.index(), status(answered, clock.instant()));
    }

    private void note(ShareLister.Listed listed) {
        boolean all = true;
        for (String text : listed.objectIds()) {
            try {
                ObjectId object = ObjectId.parse(text);
                all &= segments.holds(object) || pending.listed(object, listed.site());
            } catch (IllegalArgumentException _) {
                LOG.warn("share server {} lists something that is no object id", listed.site());
            }
        }
        if (all) {
            cursors.put(listed.site(), listed.next());
        } else {
            LOG.warn("share server {} lists more new objects than are followed", listed.site());
        }
    }

    private Map<ObjectId, CatalogueSegment> restoreDue() throws InterruptedException {
        Instant now = clock.instant();
        List<ObjectId> due = pending.due(now);
        Map<ObjectId, CatalogueSegment> restored = new HashMap<>();
        Semaphore slots = new Semaphore(MAX_RESTORES_AT_ONCE);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<RestoreOutcome<CatalogueSegment>>> outcomes = new ArrayList<>();
            try {
                for (ObjectId object : due) {
                    outcomes.add(threads.submit(() -> restoreOne(object, slots)));
                }
                for (int i = 0; i < due.size(); i++) {
                    settle(due.get(i), outcomes.get(i).get(), restored, now);
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException("a segment could not be restored", e);
            } finally {
                outcomes.forEach(outcome -> outcome.cancel(true));
            }
        }
        return restored;
    }

    private RestoreOutcome<CatalogueSegment> restoreOne(ObjectId object, Semaphore slots)
            throws InterruptedException {
        slots.acquire();
        try {
            return restorer.restoreSegment(object, sites);
        } finally {
            slots.release();
        }
    }

    private void settle(
            ObjectId object,
            RestoreOutcome<CatalogueSegment> outcome,
            Map<ObjectId, CatalogueSegment> restored,
            Instant now) {
        switch (outcome) {
            case RestoreOutcome.Restored<CatalogueSegment>(CatalogueSegment segment, var _) -> {
                pending.done(object);
                if (segment.owner().equals(owner)) {
                    restored.put(object, segment);
                } else {
                    LOG.warn("object {} is filed under {} by mistake", object, owner);
                }
            }
            case RestoreOutcome.TooFewShares<CatalogueSegment> _ -> pending.failed(object, now);
            case RestoreOutcome.Disagreement<CatalogueSegment> _ -> pending.failed(object, now);
        }
    }

    private CatalogueStatus status(Set<SiteId> answered, @Nullable Instant refreshedAt) {
        long missing = segments.missing();
        // Only when every server was heard is it certain that too few shares exist.
        int orphans =
                answered.size() == configuredServers ? pending.listedByFewerThan(threshold) : 0;
        boolean partial = answered.size() < threshold || missing > 0 || pending.count() > orphans;
        return new CatalogueStatus(
                owner,
                segments.index().size(),
                segments.count(),
                missing,
                pending.count(),
                orphans,
                answered,
                refreshedAt,
                partial);
    }
}
