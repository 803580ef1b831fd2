package io.warifu.gateway.tunnel;

import io.warifu.gateway.epoch.AcceptorEpochs;
import io.warifu.gateway.epoch.OpenerEpochs;
import io.warifu.kernel.id.SiteId;

/** One peer: how to reach it, the keys in both directions, and what happened. */
public record PeerLink(
        GatewaySettings.Peer peer,
        OpenerEpochs openerEpochs,
        AcceptorEpochs acceptorEpochs,
        PeerTraffic traffic) {

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
