package io.warifu.simulator.link;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

/** The meters of all links, named {@code warifu.qkd.*} and tagged with the link and the role. */
public final class LinkMetrics implements MeterBinder {

    private final LinkFleet fleet;

    public LinkMetrics(LinkFleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (QkdLink link : fleet.links()) {
            Tags tags =
                    Tags.of(
                            "link", link.settings().link().toString(),
                            "role", link.settings().role().name());
            Gauge.builder("warifu.qkd.qber", link, each -> each.snapshot().qber())
                    .description("Quantum bit error rate of the last round")
                    .tags(tags)
                    .register(registry);
            Gauge.builder("warifu.qkd.state", link, each -> each.snapshot().state().number())
                    .description("0 running, 1 paused, 2 alarm, 3 disconnected, 4 dark, 5 stopped")
                    .tags(tags)
                    .register(registry);
            Gauge.builder(
                            "warifu.qkd.secret.rate",
                            link,
                            each -> each.snapshot().rates().secretPerSecond())
                    .description("Secret bits per second of link time, last block")
                    .baseUnit("bits")
                    .tags(tags)
                    .register(registry);
            Gauge.builder("warifu.qkd.authentication.pool", link, QkdLink::authenticationPoolBits)
                    .description("Bits left for tags in the poorer lane")
                    .baseUnit("bits")
                    .tags(tags)
                    .register(registry);
            FunctionCounter.builder(
                            "warifu.qkd.raw", link, each -> each.snapshot().totals().rawBits())
                    .description("Clicks")
                    .baseUnit("bits")
                    .tags(tags)
                    .register(registry);
            FunctionCounter.builder(
                            "warifu.qkd.sifted",
                            link,
                            each -> each.snapshot().totals().siftedBits())
                    .description("Sifted bits, tested or used")
                    .baseUnit("bits")
                    .tags(tags)
                    .register(registry);
            FunctionCounter.builder(
                            "warifu.qkd.secret",
                            link,
                            each -> each.snapshot().totals().secretBits())
                    .description("Secret bits distilled")
                    .baseUnit("bits")
                    .tags(tags)
                    .register(registry);
            FunctionCounter.builder(
                            "warifu.qkd.blocks", link, each -> each.snapshot().totals().blocks())
                    .description("Key blocks distilled")
                    .tags(tags)
                    .register(registry);
        }
    }
}
