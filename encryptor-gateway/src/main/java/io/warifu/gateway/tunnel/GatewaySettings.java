package io.warifu.gateway.tunnel;

import io.warifu.gateway.epoch.Rotation;
import io.warifu.kernel.id.SiteId;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What one gateway carries, and whereto.
 *
 * @param saeId this gateway's name towards key managers and peers
 * @param carrierAddress where peers connect
 * @param virtualThreads instead of platform threads: more carriers, more latency
 */
public record GatewaySettings(
        String saeId,
        InetSocketAddress carrierAddress,
        List<Peer> peers,
        List<Tunnel> tunnels,
        List<Service> services,
        Rotation rotation,
        Bounds bounds,
        boolean virtualThreads) {

    /** Another site's gateway. */
    public record Peer(SiteId site, String saeId, String host, int port) {}

    /** A local door to a service at a peer's site. */
    public record Tunnel(String service, SiteId peer, InetSocketAddress listen) {}

    /** A service of this site that peers may reach. */
    public record Service(String name, String host, int port) {}

    public GatewaySettings {
        peers = List.copyOf(peers);
        tunnels = List.copyOf(tunnels);
        services = List.copyOf(services);
        require(OpenMessage.isName(saeId), "no SAE id: " + saeId);
        Set<SiteId> sites = new HashSet<>();
        Set<String> saeIds = new HashSet<>(Set.of(saeId));
        for (Peer peer : peers) {
            require(OpenMessage.isName(peer.saeId()), "no SAE id: " + peer.saeId());
            require(
                    sites.add(peer.site()) && saeIds.add(peer.saeId()),
                    "peer " + peer.site() + " is named twice");
        }
        Set<String> names = new HashSet<>();
        for (Service service : services) {
            require(OpenMessage.isName(service.name()), "no service name: " + service.name());
            require(names.add(service.name()), "service " + service.name() + " is named twice");
        }
        for (Tunnel tunnel : tunnels) {
            require(OpenMessage.isName(tunnel.service()), "no service name: " + tunnel.service());
            require(sites.contains(tunnel.peer()), "tunnel to unknown peer " + tunnel.peer());
        }
    }

    private static void require(boolean held, String otherwise) {
        if (!held) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
