package io.warifu.ingest.send;

import io.micrometer.core.instrument.MeterRegistry;
import io.warifu.kernel.id.SiteId;

/** Counters of what was sent. */
final class SendMeters {

    private final MeterRegistry registry;

    SendMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void receipts(SiteId site, int count) {
        registry.counter("warifu.ingest.receipts", "site", site.value()).increment(count);
    }

    void failure(SiteId site) {
        registry.counter("warifu.ingest.send.failures", "site", site.value()).increment();
    }
}
