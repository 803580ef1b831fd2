package io.warifu.gateway.tunnel;

import io.warifu.gateway.epoch.AcceptorEpochs;
import io.warifu.gateway.epoch.KeySource;
import io.warifu.gateway.epoch.OpenerEpochs;
import io.warifu.kernel.id.SiteId;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** One peer: how to reach it, the keys in both directions, and what happened. */
public record PeerLink(
        GatewaySettings.Peer peer,
        OpenerEpochs openerEpochs,
        AcceptorEpochs acceptorEpochs,
        PeerTraffic traffic) {

    static PeerLink to(
            GatewaySettings.Peer peer,
            GatewaySettings settings,
            KeySource keys,
            LongSupplier nanoTime,
            RandomGenerator random) {
        return new PeerLink(
                peer,
                new OpenerEpochs(
                        settings.saeId(),
                        peer.saeId(),
                        keys,
                        settings.rotation(),
                        nanoTime,
                        random),
                new AcceptorEpochs(settings.saeId(), peer.saeId(), keys, nanoTime),
                new PeerTraffic());
    }

    public SiteId site() {
        return peer.site();
    }

    void sweep() {
        openerEpochs.sweep();
        acceptorEpochs.sweep();
    }

    void close() {
        openerEpochs.close();
        acceptorEpochs.close();
    }
}
