package io.warifu.gateway.tunnel;

import io.warifu.gateway.epoch.Rotation;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.keys.EtsiServer;
import io.warifu.kernel.id.SiteId;
import io.warifu.servicekit.TestPki;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/**
 * Two gateways, tokyo and kochi, with a key manager, a relay on the wire and a service at kochi.
 * Tunnel 0 of tokyo leads to the service, tunnel 1 to one that kochi does not know.
 */
final class Pair implements AutoCloseable {

    private static final TestPki PKI = new TestPki();
    private static final SiteId TOKYO = new SiteId("tokyo");
    private static final SiteId KOCHI = new SiteId("kochi");

    static final Bounds QUICK =
            new Bounds(
                    512,
                    512,
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(20),
                    Bounds.DEFAULT.idle(),
                    Bounds.DEFAULT.writeStall(),
                    Bounds.DEFAULT.keyAge(),
                    Bounds.DEFAULT.quietKeyAge(),
                    Bounds.DEFAULT.quiet(),
                    Duration.ofMillis(50),
                    Bounds.DEFAULT.carrierLimits());

    final EtsiServer keys = new EtsiServer(PKI);
    final Relay relay = new Relay();
    final Target target;
    final Gateway tokyo;
    private final Rotation rotation;
    private final Bounds bounds;
    private final boolean virtualThreads;
    private Gateway kochi;

    Pair(Target.Manner manner, Bounds bounds, Duration keyWait) throws IOException {
        this(manner, bounds, keyWait, false);
    }

    Pair(Target.Manner manner, Bounds bounds, Duration keyWait, boolean virtualThreads)
            throws IOException {
        this.virtualThreads = virtualThreads;
        this.target = new Target(manner);
        this.bounds = bounds;
        this.rotation = new Rotation(Duration.ofMinutes(1), 1L << 30, keyWait);
        this.kochi = startKochi(List.of(peer(TOKYO, "gateway-tokyo", 1)));
        this.tokyo =
                start(
                        "gateway-tokyo",
                        List.of(peer(KOCHI, "gateway-kochi", relay.port())),
                        List.of(
                                new GatewaySettings.Tunnel("share-store", KOCHI, loopback(0)),
                                new GatewaySettings.Tunnel("unheard-of", KOCHI, loopback(0))),
                        List.of());
    }

    Pair(Target.Manner manner) throws IOException {
        this(manner, QUICK, Duration.ofSeconds(10));
    }

    Gateway kochi() {
        return kochi;
    }

    void stopKochi() {
        kochi.close();
    }

    /** A new process at kochi: nothing remembered. */
    void restartKochi() throws IOException {
        kochi.close();
        kochi = startKochi(List.of(peer(TOKYO, "gateway-tokyo", 1)));
    }

    void restartKochiWithoutPeers() throws IOException {
        kochi.close();
        kochi = startKochi(List.of());
    }

    Socket connect() throws IOException {
        return connect(0);
    }

    Socket connect(int tunnel) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), tokyo.tunnelPort(tunnel));
        socket.setSoTimeout(30_000);
        return socket;
    }

    /** Both watch with the same limits, so that either may be the first to see a fault. */
    long faultsAtEitherEnd(CarrierFault fault) {
        return atTokyo().faults(fault) + atKochi().faults(fault);
    }

    PeerTraffic atTokyo() {
        return tokyo.links().iterator().next().traffic();
    }

    PeerTraffic atKochi() {
        return kochi.links().iterator().next().traffic();
    }

    private Gateway startKochi(List<GatewaySettings.Peer> peers) throws IOException {
        Gateway started =
                start(
                        "gateway-kochi",
                        peers,
                        List.of(),
                        List.of(
                                new GatewaySettings.Service(
                                        "share-store", "localhost", target.port())));
        relay.target(started.carrierPort());
        return started;
    }

    private Gateway start(
            String sae,
            List<GatewaySettings.Peer> peers,
            List<GatewaySettings.Tunnel> tunnels,
            List<GatewaySettings.Service> services)
            throws IOException {
        Gateway gateway =
                new Gateway(
                        new GatewaySettings(
                                sae,
                                loopback(0),
                                peers,
                                tunnels,
                                services,
                                rotation,
                                bounds,
                                virtualThreads),
                        keys.client(sae),
                        System::nanoTime,
                        new SecureRandom());
        gateway.start();
        return gateway;
    }

    private static GatewaySettings.Peer peer(SiteId site, String sae, int port) {
        return new GatewaySettings.Peer(site, sae, "localhost", port);
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Override
    public void close() throws IOException {
        tokyo.close();
        kochi.close();
        relay.close();
        target.close();
        keys.close();
    }
}
