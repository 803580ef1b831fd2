package io.warifu.gateway.status;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.pair.PairSnapshot;
import io.warifu.gateway.tunnel.Gateway;
import io.warifu.gateway.tunnel.PeerTraffic;
import java.util.function.ToDoubleFunction;

/**
 * Publishes the gateway's counters as {@code warifu.gateway.*}: carriers now and ever, bytes by
 * direction, faults by reason, all by peer.
 */
public final class GatewayMetrics implements MeterBinder {

    private final Gateway gateway;

    public GatewayMetrics(Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (PairSnapshot pair : gateway.pairs()) {
            Tags peer = Tags.of("peer", pair.peer().value());
            PeerTraffic traffic = gateway.traffic(pair.peer());
            Gauge.builder("warifu.gateway.carriers", traffic, PeerTraffic::open)
                    .tags(peer)
                    .description("Carriers open now")
                    .register(registry);
            counter("warifu.gateway.carriers.opened", traffic, PeerTraffic::opened)
                    .tags(peer.and("role", "opener"))
                    .register(registry);
            counter("warifu.gateway.carriers.opened", traffic, PeerTraffic::accepted)
                    .tags(peer.and("role", "acceptor"))
                    .register(registry);
            counter("warifu.gateway.traffic", traffic, PeerTraffic::bytesSent)
                    .baseUnit("bytes")
                    .tags(peer.and("direction", "sent"))
                    .register(registry);
            counter("warifu.gateway.traffic", traffic, PeerTraffic::bytesReceived)
                    .baseUnit("bytes")
                    .tags(peer.and("direction", "received"))
                    .register(registry);
            faults(registry, peer, traffic);
        }
        faults(registry, Tags.of("peer", "stranger"), gateway.strangers());
    }

    private static void faults(MeterRegistry registry, Tags peer, PeerTraffic traffic) {
        for (CarrierFault fault : CarrierFault.values()) {
            counter("warifu.gateway.faults", traffic, t -> t.faults(fault))
                    .tags(peer.and("reason", fault.tag()))
                    .register(registry);
        }
    }

    private static FunctionCounter.Builder<PeerTraffic> counter(
            String name, PeerTraffic traffic, ToDoubleFunction<PeerTraffic> value) {
        return FunctionCounter.builder(name, traffic, value);
    }
}
