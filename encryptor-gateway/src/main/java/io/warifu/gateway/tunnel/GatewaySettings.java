package io.warifu.gateway.tunnel;

import io.warifu.gateway.otp.OtpChannel;
import io.warifu.gateway.pair.PairSettings;
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
 * @param controlAddress where peers with a lower SAE id connect to agree on epochs
 * @param tunnels and {@code services}: those from the start; more may come and go
 * @param warmCarriers opened ahead for each tunnel
 * @param virtualThreadsAbove as many carriers new ones get virtual threads: more carriers, more
 *     latency
 */
public record GatewaySettings(
        String saeId,
        InetSocketAddress carrierAddress,
        InetSocketAddress controlAddress,
        List<Peer> peers,
        List<Tunnel> tunnels,
        List<Service> services,
        PairSettings pairs,
        Bounds bounds,
        int warmCarriers,
        int virtualThreadsAbove) {

    public static final int MAX_WARM_CARRIERS = 64;

    /** Another site's gateway. */
    public record Peer(SiteId site, String saeId, String host, int port, int controlPort) {

        public Peer {
            require(Names.isName(saeId), "no SAE id: " + saeId);
        }
    }

    /** A local door to a service at a peer's site. */
    public record Tunnel(String name, String service, SiteId peer, InetSocketAddress listen) {

        public Tunnel {
            require(Names.isName(name), "no tunnel name: " + name);
            require(Names.isName(service), "no service name: " + service);
        }

        /** A tunnel that is named after where it leads. */
        public static Tunnel to(String service, SiteId peer, InetSocketAddress listen) {
            return new Tunnel(service + "@" + peer, service, peer, listen);
        }
    }

    /**
     * A service of this site that peers may reach.
     *
     * @param peers who may; empty for all
     */
    public record Service(String name, String host, int port, Set<SiteId> peers) {

        public Service {
            peers = Set.copyOf(peers);
            require(Names.isName(name), "no service name: " + name);
            require(!name.equals(OtpChannel.SERVICE), "the service " + name + " is built in");
        }

        boolean isFor(SiteId peer) {
            return peers.isEmpty() || peers.contains(peer);
        }
    }

    public GatewaySettings {
        peers = List.copyOf(peers);
        tunnels = List.copyOf(tunnels);
        services = List.copyOf(services);
        require(Names.isName(saeId), "no SAE id: " + saeId);
        require(
                warmCarriers >= 0 && warmCarriers <= MAX_WARM_CARRIERS,
                "0 to " + MAX_WARM_CARRIERS + " carriers are opened ahead");
        require(virtualThreadsAbove >= 0, "virtual threads begin above a number of carriers");
        Set<SiteId> sites = new HashSet<>();
        Set<String> saeIds = new HashSet<>(Set.of(saeId));
        for (Peer peer : peers) {
            require(
                    sites.add(peer.site()) && saeIds.add(peer.saeId()),
                    "peer " + peer.site() + " is named twice");
        }
        Set<String> names = new HashSet<>();
        for (Service service : services) {
            require(names.add(service.name()), "service " + service.name() + " is named twice");
        }
        names.clear();
        for (Tunnel tunnel : tunnels) {
            require(names.add(tunnel.name()), "tunnel " + tunnel.name() + " is named twice");
            require(sites.contains(tunnel.peer()), "tunnel to unknown peer " + tunnel.peer());
        }
    }

    private static void require(boolean held, String otherwise) {
        if (!held) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
