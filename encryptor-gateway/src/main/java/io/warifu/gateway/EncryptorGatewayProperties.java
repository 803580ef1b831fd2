package io.warifu.gateway;

import io.warifu.gateway.epoch.Rotation;
import io.warifu.gateway.tunnel.Bounds;
import io.warifu.gateway.tunnel.GatewaySettings;
import io.warifu.kernel.id.SiteId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What a gateway is told; names and ports of peers, local doors, and the services it guards.
 *
 * @param saeId this gateway's name at the key manager
 * @param carrierAddress and {@code carrierPort}: where peers connect
 * @param keyWait how long a new connection is held while there is no key
 * @param rotateAfter age at which a key opens no further carrier
 * @param rotateBytes traffic at which a key opens no further carrier
 * @param maxCarriers open at once, both directions together
 * @param openDoors whether tunnels may listen on other addresses than loopback; what comes in there
 *     is not yet encrypted
 * @param warmUp how long the start may take to make the cipher fast
 */
@ConfigurationProperties(value = "warifu.encryptor-gateway", ignoreUnknownFields = false)
record EncryptorGatewayProperties(
        String site,
        String saeId,
        URI keyManagerUrl,
        String carrierAddress,
        int carrierPort,
        @DefaultValue List<Peer> peers,
        @DefaultValue List<Tunnel> tunnels,
        @DefaultValue List<Service> services,
        @DefaultValue("10s") Duration keyWait,
        @DefaultValue("60s") Duration rotateAfter,
        @DefaultValue("1GB") DataSize rotateBytes,
        @DefaultValue("512") int maxCarriers,
        @DefaultValue("false") boolean openDoors,
        @DefaultValue("false") boolean virtualThreads,
        @DefaultValue("1s") Duration warmUp) {

    private static final int MAX_CARRIERS = 4_096;
    private static final Duration MAX_WARM_UP = Duration.ofSeconds(30);

    record Peer(String site, String host, int port, String saeId) {}

    record Tunnel(String service, String peer, String listenAddress, int listenPort) {}

    record Service(String name, String host, int port) {}

    EncryptorGatewayProperties {
        if (maxCarriers < 1 || maxCarriers > MAX_CARRIERS) {
            throw new IllegalArgumentException("max-carriers is 1 to " + MAX_CARRIERS);
        }
        if (warmUp.isNegative() || warmUp.compareTo(MAX_WARM_UP) > 0) {
            throw new IllegalArgumentException(
                    "warm-up is at most " + MAX_WARM_UP.toSeconds() + " s");
        }
        if (!"https".equals(keyManagerUrl.getScheme())) {
            throw new IllegalArgumentException("key-manager-url must be https");
        }
    }

    /** The same in the gateway's own words; refuses what contradicts itself. */
    GatewaySettings settings() {
        return new GatewaySettings(
                saeId,
                address(carrierAddress, carrierPort),
                peers.stream()
                        .map(p ->
                                new GatewaySettings.Peer(
                                        new SiteId(p.site()), p.saeId(), p.host(), p.port()))
                        .toList(),
                tunnels.stream().map(this::tunnel).toList(),
                services.stream()
                        .map(s -> new GatewaySettings.Service(s.name(), s.host(), s.port()))
                        .toList(),
                new Rotation(rotateAfter, rotateBytes.toBytes(), keyWait),
                Bounds.DEFAULT.withMaxCarriers(maxCarriers),
                virtualThreads);
    }

    private GatewaySettings.Tunnel tunnel(Tunnel tunnel) {
        InetSocketAddress listen = address(tunnel.listenAddress(), tunnel.listenPort());
        if (!openDoors && !listen.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException(
                    "tunnel to "
                            + tunnel.peer()
                            + " would listen in clear on "
                            + tunnel.listenAddress()
                            + "; set open-doors if this network is trusted");
        }
        return new GatewaySettings.Tunnel(tunnel.service(), new SiteId(tunnel.peer()), listen);
    }

    private static InetSocketAddress address(String host, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("unknown address " + host, e);
        }
    }
}
