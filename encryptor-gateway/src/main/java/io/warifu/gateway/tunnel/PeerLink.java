package io.warifu.gateway.tunnel;

import io.warifu.gateway.pair.SitePair;
import io.warifu.kernel.id.SiteId;
import java.util.concurrent.Semaphore;

/** One peer: how to reach it, the epochs with it, and what happened. */
record PeerLink(
        GatewaySettings.Peer peer, SitePair pair, PeerTraffic traffic, Semaphore openingPlaces) {

    SiteId site() {
        return peer.site();
    }
}
