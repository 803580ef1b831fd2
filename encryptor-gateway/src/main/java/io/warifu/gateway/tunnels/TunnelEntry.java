package io.warifu.gateway.tunnels;

import io.warifu.gateway.tunnel.GatewaySettings;
import io.warifu.kernel.id.SiteId;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * A local door to a service at a peer's site.
 *
 * @param listenAddress an IP address; names may lead elsewhere tomorrow
 */
public record TunnelEntry(
        String name, String service, String peer, String listenAddress, int listenPort) {

    private static final String LOCALHOST = "localhost";

    public TunnelEntry {
        if (listenPort < 1 || listenPort > 65_535) {
            throw new IllegalArgumentException("a port is 1 to 65535");
        }
        if (listenAddress.equals(LOCALHOST)) {
            listenAddress = "127.0.0.1";
        }
        listenAddress = InetAddress.ofLiteral(listenAddress).getHostAddress();
        var _ = toTunnel(name, service, peer, listenAddress, listenPort);
    }

    boolean isLoopback() {
        return InetAddress.ofLiteral(listenAddress).isLoopbackAddress();
    }

    GatewaySettings.Tunnel toTunnel() {
        return toTunnel(name, service, peer, listenAddress, listenPort);
    }

    private static GatewaySettings.Tunnel toTunnel(
            String name, String service, String peer, String address, int port) {
        return new GatewaySettings.Tunnel(
                name,
                service,
                new SiteId(peer),
                new InetSocketAddress(InetAddress.ofLiteral(address), port));
    }
}
