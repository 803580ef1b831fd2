package io.warifu.keys.status;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.warifu.kernel.id.LinkId;
import io.warifu.keys.pool.LinkStock;
import io.warifu.keys.pool.LinkView;
import io.warifu.keys.pool.OwnLinks;
import io.warifu.keys.store.KeyStore;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Component;

/**
 * Stock, state of its blocks and alarm of each own link, and waiting keys, as gauges; read at each
 * scrape.
 */
@Component
final class KeyGauges implements MeterBinder {

    private final OwnLinks ownLinks;
    private final LinkStock stock;
    private final KeyStore store;

    KeyGauges(OwnLinks ownLinks, LinkStock stock, KeyStore store) {
        this.ownLinks = ownLinks;
        this.stock = stock;
        this.store = store;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (LinkId link : ownLinks.links()) {
            var _ =
                    Gauge.builder("warifu.keys.stock", () -> stock.view(link).stockBits())
                            .baseUnit("bits")
                            .tag("link", link.toString())
                            .register(registry);
            bits(registry, link, "generated", LinkView::generatedBits);
            bits(registry, link, "quarantined", LinkView::quarantinedBits);
            var _ =
                    Gauge.builder(
                                    "warifu.keys.epoch.agreed",
                                    () -> stock.view(link).agreed() ? 1 : 0)
                            .tag("link", link.toString())
                            .register(registry);
            var _ =
                    Gauge.builder("warifu.keys.alarm", () -> stock.view(link).alarm() ? 1 : 0)
                            .tag("link", link.toString())
                            .register(registry);
        }
        var _ = Gauge.builder("warifu.keys.waiting", store::waiting).register(registry);
    }

    private void bits(
            MeterRegistry registry, LinkId link, String what, ToLongFunction<LinkView> bits) {
        var _ =
                Gauge.builder("warifu.keys." + what, () -> bits.applyAsLong(stock.view(link)))
                        .baseUnit("bits")
                        .tag("link", link.toString())
                        .register(registry);
    }
}
