package io.warifu.crossref.page;

import io.warifu.crossref.catalogue.CatalogueStatus;
import io.warifu.crossref.catalogue.Catalogues;
import io.warifu.crossref.catalogue.OwnerCatalogue;
import io.warifu.crossref.collect.ServerState;
import io.warifu.crossref.collect.ShareServers;
import io.warifu.kernel.id.SiteId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the status page and {@code GET /api/v1/status} show. */
public final class ServiceStatus {

    private final SiteId site;
    private final ShareServers servers;
    private final Catalogues catalogues;
    private final InstantSource clock;

    /**
     * Everything at one moment.
     *
     * @param sharesReachable servers that answered when they were asked last
     * @param quantumChannel always {@code simulated}
     */
    public record Snapshot(
            String site,
            Instant at,
            int threshold,
            int sharesReachable,
            boolean restorable,
            List<Server> shareServers,
            List<Owner> owners,
            String quantumChannel) {}

    /** One share server. */
    public record Server(String site, int index, String state, Instant since, long latencyMillis) {

        boolean answering() {
            return state.equals(ServerState.Condition.ANSWERING.name());
        }
    }

    /** One hospital whose catalogue is followed. */
    public record Owner(
            String owner,
            int patients,
            int files,
            int records,
            int segments,
            long missingSegments,
            int unrestored,
            boolean partial,
            @Nullable String refreshedAt) {}

    public ServiceStatus(
            SiteId site, ShareServers servers, Catalogues catalogues, InstantSource clock) {
        this.site = site;
        this.servers = servers;
        this.catalogues = catalogues;
        this.clock = clock;
    }

    public Snapshot now() {
        List<Server> lines = servers.states().stream().map(ServiceStatus::server).toList();
        int reachable =
                Math.toIntExact(servers.states().stream().filter(ServerState::answering).count());
        return new Snapshot(
                site.value(),
                clock.instant(),
                servers.threshold(),
                reachable,
                reachable >= servers.threshold(),
                lines,
                catalogues.all().stream().map(ServiceStatus::owner).toList(),
                "simulated");
    }

    private static Server server(ServerState state) {
        return new Server(
                state.site().value(),
                state.index(),
                state.condition().name(),
                state.since(),
                state.latencyMillis());
    }

    private static Owner owner(OwnerCatalogue catalogue) {
        CatalogueStatus status = catalogue.view().status();
        return new Owner(
                status.owner().value(),
                status.size().patients(),
                status.size().files(),
                status.size().records(),
                status.segments(),
                status.missingSegments(),
                status.unrestored() - status.orphans(),
                status.partial(),
                Objects.toString(status.refreshedAt(), null));
    }
}
