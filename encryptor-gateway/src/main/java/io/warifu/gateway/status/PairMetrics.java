package io.warifu.gateway.status;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.warifu.gateway.pair.Alarm;
import io.warifu.gateway.pair.PairSnapshot;
import io.warifu.gateway.pair.PairState;
import io.warifu.gateway.stock.StockSample;
import io.warifu.kernel.id.SiteId;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Publishes how each pair stands as {@code warifu.gateway.*}: its state (one of three gauges is 1),
 * epochs, seconds to the hard limit, keys in stock and burnt, the budget for fields, alarms.
 */
public final class PairMetrics implements MeterBinder {

    private static final double MILLIS_PER_SECOND = 1_000;

    private final Lookout lookout;
    private final EpochCounters counters;
    private final EventHub hub;

    public PairMetrics(Lookout lookout, EpochCounters counters, EventHub hub) {
        this.lookout = lookout;
        this.counters = counters;
        this.hub = hub;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        lookout.peers().forEach(peer -> bind(registry, peer, Tags.of("peer", peer.value())));
        Gauge.builder("warifu.gateway.event.listeners", hub, EventHub::listeners)
                .register(registry);
    }

    private void bind(MeterRegistry registry, SiteId peer, Tags tags) {
        for (PairState state : PairState.values()) {
            gauge(
                    registry,
                    "warifu.gateway.pair.state",
                    tags.and("state", state.name()),
                    () -> lookout.pair(peer).state() == state ? 1 : 0);
        }
        gauge(
                registry,
                "warifu.gateway.epochs.in.hand",
                tags,
                () -> lookout.pair(peer).inHand().size());
        Gauge.builder("warifu.gateway.hard.limit", () -> secondsLeft(peer))
                .tags(tags)
                .baseUnit("seconds")
                .description("Until nothing more may be sent without a new epoch; 0 if nothing may")
                .register(registry);
        gauge(
                registry,
                "warifu.gateway.keys.stored",
                tags,
                () -> lookout.stock(peer).sample().map(StockSample::storedKeys).orElse(0));
        gauge(registry, "warifu.gateway.otp.budget.keys", tags, () -> lookout.otpBudgetKeys(peer));
        FunctionCounter.builder("warifu.gateway.keys.burnt", lookout, l -> l.burntKeys(peer))
                .tags(tags)
                .register(registry);
        EpochCounters.Counters counted = counters.of(peer);
        count(
                registry,
                "warifu.gateway.epochs",
                tags.and("step", "confirmed"),
                counted.confirmed());
        count(registry, "warifu.gateway.epochs", tags.and("step", "switched"), counted.switched());
        count(registry, "warifu.gateway.epochs", tags.and("step", "erased"), counted.erased());
        for (Alarm alarm : Alarm.values()) {
            count(
                    registry,
                    "warifu.gateway.alarms",
                    tags.and("code", alarm.tag()),
                    counted.alarm(alarm));
        }
    }

    private double secondsLeft(SiteId peer) {
        return lookout.pair(peer)
                .inUse()
                .map(PairSnapshot.EpochView::left)
                .map(Duration::toMillis)
                .map(millis -> Math.max(0, millis) / MILLIS_PER_SECOND)
                .orElse(0.0);
    }

    private static void gauge(
            MeterRegistry registry, String name, Tags tags, Supplier<Number> value) {
        Gauge.builder(name, value).tags(tags).register(registry);
    }

    private static void count(MeterRegistry registry, String name, Tags tags, LongAdder value) {
        FunctionCounter.builder(name, value, LongAdder::sum).tags(tags).register(registry);
    }
}
