package io.warifu.gateway.tunnels;

import io.warifu.gateway.tunnel.GatewaySettings;
import io.warifu.kernel.id.SiteId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tunnels and services in the words of the REST interface. */
record TunnelsView(List<TunnelView> tunnels, List<ServiceView> services) {

    TunnelsView {
        tunnels = List.copyOf(tunnels);
        services = List.copyOf(services);
    }

    /** A tunnel and how it does; {@code problem} is null if it is open. */
    record TunnelView(
            String name,
            String service,
            String peer,
            String listenAddress,
            int listenPort,
            boolean ofConfiguration,
            @Nullable String problem) {

        static TunnelView of(
                GatewaySettings.Tunnel tunnel, boolean ofConfiguration, @Nullable String problem) {
            return new TunnelView(
                    tunnel.name(),
                    tunnel.service(),
                    tunnel.peer().value(),
                    tunnel.listen().getAddress().getHostAddress(),
                    tunnel.listen().getPort(),
                    ofConfiguration,
                    problem);
        }
    }

    /** A service. */
    record ServiceView(
            String name, String host, int port, List<String> peers, boolean ofConfiguration) {

        ServiceView {
            peers = List.copyOf(peers);
        }

        static ServiceView of(GatewaySettings.Service service, boolean ofConfiguration) {
            return new ServiceView(
                    service.name(),
                    service.host(),
                    service.port(),
                    service.peers().stream().map(SiteId::value).sorted().toList(),
                    ofConfiguration);
        }
    }
}
