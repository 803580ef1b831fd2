package io.warifu.crossref.catalogue;

import io.warifu.crossref.collect.ShareLister;
import io.warifu.crossref.collect.ShareServers;
import io.warifu.crossref.opaque.OpaqueIds;
import io.warifu.crossref.restore.Restorer;
import io.warifu.kernel.id.SiteId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The catalogues of all hospitals that are followed here, refreshed in the background; there too,
 * share servers that failed are asked whether they answer again.
 */
public final class Catalogues implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Catalogues.class);

    private final ShareServers servers;
    private final OwnerCatalogue.Tools tools;
    private final Map<SiteId, OwnerCatalogue> owners = new LinkedHashMap<>();
    private final ScheduledExecutorService background =
            Executors.newScheduledThreadPool(
                    2, Thread.ofPlatform().daemon().name("crossref-catalogue-", 0).factory());

    public Catalogues(
            List<SiteId> owners,
            ShareServers servers,
            Restorer restorer,
            OpaqueIds ids,
            InstantSource clock) {
        this.servers = servers;
        this.tools =
                new OwnerCatalogue.Tools(
                        new ShareLister(servers),
                        restorer,
                        ids,
                        clock,
                        servers.threshold(),
                        servers.sites().size());
        owners.forEach(
                owner -> this.owners.put(owner, new OwnerCatalogue(owner, servers.sites(), tools)));
    }

    /** Begins to follow: each {@code refresh} for news, each {@code check} for silent servers. */
    public void start(Duration refresh, Duration check) {
        ScheduledFuture<?> _ =
                background.scheduleWithFixedDelay(
                        () -> owners.values().forEach(this::refresh),
                        0,
                        refresh.toMillis(),
                        TimeUnit.MILLISECONDS);
        ScheduledFuture<?> _ =
                background.scheduleWithFixedDelay(
                        this::checkSuspects,
                        check.toMillis(),
                        check.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    public Collection<OwnerCatalogue> all() {
        return List.copyOf(owners.values());
    }

    public Optional<OwnerCatalogue> of(SiteId owner) {
        return Optional.ofNullable(owners.get(owner));
    }

    /**
     * The catalogue as the servers at {@code sites} alone tell it, read anew from its beginning.
     */
    public OwnerCatalogue.View readAnew(SiteId owner, Set<SiteId> sites)
            throws InterruptedException {
        return new OwnerCatalogue(owner, sites, tools).refresh(true);
    }

    @Override
    public void close() {
        background.shutdownNow();
    }

    private void refresh(OwnerCatalogue catalogue) {
        try {
            OwnerCatalogue.View _ = catalogue.refresh(false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // A failure must not end the schedule; the next round tries again.
            LOG.error("the catalogue of {} could not be refreshed", catalogue.owner(), e);
        }
    }

    private void checkSuspects() {
        try {
            servers.checkSuspects(owners.keySet().iterator().next());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("the check of silent share servers failed", e);
        }
    }
}
