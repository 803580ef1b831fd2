package io.warifu.crossref;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.warifu.crossref.catalogue.CatalogueStatus;
import io.warifu.crossref.catalogue.Catalogues;
import io.warifu.crossref.catalogue.OwnerCatalogue;
import io.warifu.crossref.collect.ServerState;
import io.warifu.crossref.collect.ShareServers;
import io.warifu.kernel.id.SiteId;
import java.util.function.ToDoubleFunction;

/** Gauges over the share servers and the catalogues; counters stand where things happen. */
final class CrossRefMetrics implements MeterBinder {

    private final ShareServers servers;
    private final Catalogues catalogues;

    CrossRefMetrics(ShareServers servers, Catalogues catalogues) {
        this.servers = servers;
        this.catalogues = catalogues;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (SiteId site : servers.sites()) {
            Gauge.builder(
                            "warifu.crossref.share.server.answering",
                            servers,
                            s -> answering(s, site))
                    .description("1 if the share server answered when it was asked last")
                    .tag("site", site.value())
                    .register(registry);
        }
        for (OwnerCatalogue catalogue : catalogues.all()) {
            gauge(registry, catalogue, "patients", status -> status.size().patients());
            gauge(registry, catalogue, "files", status -> status.size().files());
            gauge(registry, catalogue, "segments", CatalogueStatus::segments);
            gauge(
                    registry,
                    catalogue,
                    "missing.segments",
                    status -> status.missingSegments() + status.unrestored());
        }
    }

    private static void gauge(
            MeterRegistry registry,
            OwnerCatalogue catalogue,
            String what,
            ToDoubleFunction<CatalogueStatus> value) {
        Gauge.builder(
                        "warifu.crossref.catalogue." + what,
                        catalogue,
                        c -> value.applyAsDouble(c.view().status()))
                .tag("owner", catalogue.owner().value())
                .register(registry);
    }

    private static double answering(ShareServers servers, SiteId site) {
        return servers.states().stream()
                        .filter(state -> state.site().equals(site))
                        .anyMatch(ServerState::answering)
                ? 1
                : 0;
    }
}
