package io.warifu.gateway;

import io.warifu.gateway.cipher.CarrierLimits;
import io.warifu.gateway.epoch.EpochLimits;
import io.warifu.gateway.otp.BoxName;
import io.warifu.gateway.pair.PairSettings;
import io.warifu.gateway.pair.Policy;
import io.warifu.gateway.tunnel.Bounds;
import io.warifu.gateway.tunnel.GatewaySettings;
import io.warifu.kernel.id.SiteId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;
import org.springframework.util.unit.DataSize;

/**
 * What a gateway is told; names and ports of peers, local doors, and the services it guards.
 *
 * @param saeId this gateway's name at the key manager and towards peers; the certificate of the SSL
 *     bundle {@code site} bears it
 * @param carrierAddress and {@code carrierPort}: where peers connect; {@code controlPort} at the
 *     same address: where they agree on epochs
 * @param stateFolder where the key ledger and the operators' tunnels are kept
 * @param tokenKeys JWK set of the site's token issuer; without it nothing that needs a token is
 *     done
 * @param boxes for fields that peers send under one-time pads
 * @param policy from what epochs may be made
 * @param softTime and the other limits: when an epoch is followed by the next, and when sending
 *     under it stops
 * @param keyWait how long a new connection is held while the first epoch is being agreed
 * @param redHold how long a sender is held while there is no epoch
 * @param maxCarriers with a local connection at once, both directions together
 * @param openDoors whether tunnels may listen on other addresses than loopback; what comes in there
 *     is not yet encrypted
 * @param warmUp how long the start may take to make the cipher fast
 * @param debug for tests only
 */
@ConfigurationProperties(value = "warifu.encryptor-gateway", ignoreUnknownFields = false)
record EncryptorGatewayProperties(
        String site,
        String saeId,
        URI keyManagerUrl,
        String carrierAddress,
        int carrierPort,
        int controlPort,
        Path stateFolder,
        @Nullable Resource tokenKeys,
        @DefaultValue List<String> boxes,
        @DefaultValue List<Peer> peers,
        @DefaultValue List<Tunnel> tunnels,
        @DefaultValue List<Service> services,
        @DefaultValue("QKD_AND_PQC") Policy policy,
        @DefaultValue("60s") Duration softTime,
        @DefaultValue("1GB") DataSize softBytes,
        @DefaultValue("1048576") long softRecords,
        @DefaultValue("5s") Duration minEpochAge,
        @DefaultValue("180s") Duration hardTime,
        @DefaultValue("64GB") DataSize hardBytes,
        @DefaultValue("4194304") long hardRecords,
        @DefaultValue("1") int spareEpochs,
        @DefaultValue("10s") Duration keyWait,
        @DefaultValue("30s") Duration redHold,
        @DefaultValue("2048") int maxCarriers,
        @DefaultValue("8") int warmCarriers,
        @DefaultValue("500") int virtualThreadsAbove,
        @DefaultValue("false") boolean openDoors,
        @DefaultValue("1s") Duration warmUp,
        @DefaultValue Debug debug) {

    private static final int MAX_CARRIERS = 4_096;
    private static final int MAX_BOXES = 64;
    private static final Duration MAX_WARM_UP = Duration.ofSeconds(30);

    record Peer(String site, String host, int port, int controlPort, String saeId) {}

    /** A tunnel without a name is called after where it leads. */
    record Tunnel(
            @Nullable String name,
            String service,
            String peer,
            String listenAddress,
            int listenPort) {}

    /** A service without peers is for all of them. */
    record Service(String name, String host, int port, @DefaultValue List<String> peers) {}

    /**
     * Files that give secrets away.
     *
     * @param iKnow the sentence without which they are not written
     */
    record Debug(
            @Nullable Path epochSecretsFile,
            @Nullable Path keyHashesFile,
            @DefaultValue("") String iKnow) {

        Optional<Path> epochSecrets() {
            return Optional.ofNullable(epochSecretsFile);
        }

        Optional<Path> keyHashes() {
            return Optional.ofNullable(keyHashesFile);
        }
    }

    EncryptorGatewayProperties {
        if (stateFolder == null || stateFolder.toString().isEmpty()) {
            throw new IllegalArgumentException(
                    "state-folder is missing; without a key ledger nothing is carried");
        }
        if (boxes.size() > MAX_BOXES) {
            throw new IllegalArgumentException("at most " + MAX_BOXES + " boxes");
        }
        boxes.forEach(BoxName::new);
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

    SiteId siteId() {
        return new SiteId(site);
    }

    List<SiteId> peerSites() {
        return peers.stream().map(peer -> new SiteId(peer.site())).toList();
    }

    Set<BoxName> boxNames() {
        return boxes.stream().map(BoxName::new).collect(Collectors.toUnmodifiableSet());
    }

    /** The SAE id of a peer's gateway. */
    String saeOf(SiteId peer) {
        return peers.stream()
                .filter(p -> p.site().equals(peer.value()))
                .findFirst()
                .map(Peer::saeId)
                .orElseThrow(() -> new IllegalArgumentException("no peer " + peer));
    }

    String tokenIssuer() {
        return "warifu-dev-" + site;
    }

    /** The same in the gateway's own words; refuses what contradicts itself. */
    GatewaySettings settings() {
        return new GatewaySettings(
                saeId,
                address(carrierAddress, carrierPort),
                address(carrierAddress, controlPort),
                peers.stream().map(EncryptorGatewayProperties::peer).toList(),
                tunnels.stream().map(this::tunnel).toList(),
                services.stream().map(EncryptorGatewayProperties::service).toList(),
                new PairSettings(
                        policy,
                        new EpochLimits(
                                softTime,
                                softBytes.toBytes(),
                                softRecords,
                                minEpochAge,
                                hardTime,
                                new CarrierLimits(hardBytes.toBytes(), hardRecords)),
                        spareEpochs,
                        PairSettings.DEFAULT.notAfter()),
                Bounds.DEFAULT.with(maxCarriers, keyWait, redHold),
                warmCarriers,
                virtualThreadsAbove);
    }

    private static GatewaySettings.Peer peer(Peer peer) {
        return new GatewaySettings.Peer(
                new SiteId(peer.site()),
                peer.saeId(),
                peer.host(),
                peer.port(),
                peer.controlPort());
    }

    private static GatewaySettings.Service service(Service service) {
        return new GatewaySettings.Service(
                service.name(),
                service.host(),
                service.port(),
                service.peers().stream().map(SiteId::new).collect(Collectors.toSet()));
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
        SiteId peer = new SiteId(tunnel.peer());
        return tunnel.name() == null
                ? GatewaySettings.Tunnel.to(tunnel.service(), peer, listen)
                : new GatewaySettings.Tunnel(tunnel.name(), tunnel.service(), peer, listen);
    }

    private static InetSocketAddress address(String host, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("unknown address " + host, e);
        }
    }
}
