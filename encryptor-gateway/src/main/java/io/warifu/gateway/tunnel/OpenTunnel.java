package io.warifu.gateway.tunnel;

import io.warifu.gateway.net.Door;

/** A tunnel at work: its door, and the carriers that wait for who comes in. */
record OpenTunnel(GatewaySettings.Tunnel tunnel, PeerLink link, Door door, WarmCarriers warm)
        implements AutoCloseable {

    @Override
    public void close() {
        door.close();
        warm.close();
    }
}
