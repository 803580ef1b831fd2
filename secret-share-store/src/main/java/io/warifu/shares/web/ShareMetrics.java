package io.warifu.shares.web;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.warifu.shares.keep.ShareStore;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** What operators see: how much is kept, and how puts and gets end. */
@Component
final class ShareMetrics {

    /** How a put ended. */
    enum Put {
        STORED,
        REPEATED,
        CONFLICT,
        REFUSED
    }

    /** How a get ended. */
    enum Get {
        FOUND,
        MISSING
    }

    private final MeterRegistry registry;

    ShareMetrics(MeterRegistry registry, ShareStore store) {
        this.registry = registry;
        Gauge.builder("warifu.shares.stored", store, s -> s.totals().shares())
                .description("Shares kept by this server")
                .strongReference(true)
                .register(registry);
        Gauge.builder("warifu.shares.size", store, s -> s.totals().bytes())
                .description("Size of all shares kept, headers included")
                .baseUnit("bytes")
                .strongReference(true)
                .register(registry);
        for (Put put : Put.values()) {
            registry.counter("warifu.shares.puts", "outcome", label(put));
        }
        for (Get get : Get.values()) {
            registry.counter("warifu.shares.gets", "outcome", label(get));
        }
    }

    void count(Put put) {
        registry.counter("warifu.shares.puts", "outcome", label(put)).increment();
    }

    void count(Get get) {
        registry.counter("warifu.shares.gets", "outcome", label(get)).increment();
    }

    private static String label(Enum<?> outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
