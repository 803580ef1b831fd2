package io.warifu.gateway.tunnels;

import io.warifu.gateway.tunnel.GatewaySettings;
import io.warifu.kernel.id.SiteId;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A TCP service at this site that peers may reach.
 *
 * @param peers who may; at least one, because an operator names whom he lets in
 */
public record ServiceEntry(String name, String host, int port, List<String> peers) {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.:-]{0,252}");

    public ServiceEntry {
        peers = peers.stream().distinct().sorted().toList();
        if (peers.isEmpty()) {
            throw new IllegalArgumentException("a service names the peers that may reach it");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a port is 1 to 65535");
        }
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("a host is a name or an IP address");
        }
        var _ = toService(name, host, port, peers);
    }

    GatewaySettings.Service toService() {
        return toService(name, host, port, peers);
    }

    private static GatewaySettings.Service toService(
            String name, String host, int port, List<String> peers) {
        Set<SiteId> sites = peers.stream().map(SiteId::new).collect(Collectors.toSet());
        return new GatewaySettings.Service(name, host, port, sites);
    }
}
