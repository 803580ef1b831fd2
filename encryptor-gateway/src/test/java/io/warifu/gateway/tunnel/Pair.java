package io.warifu.gateway.tunnel;

import io.warifu.gateway.cipher.CarrierLimits;
import io.warifu.gateway.epoch.EpochLimits;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.keys.EtsiServer;
import io.warifu.gateway.otp.OtpService;
import io.warifu.gateway.pair.EpochWitness;
import io.warifu.gateway.pair.PairSettings;
import io.warifu.gateway.pair.PairSnapshot;
import io.warifu.gateway.pair.PairState;
import io.warifu.gateway.pair.Policy;
import io.warifu.kernel.id.SiteId;
import io.warifu.servicekit.TestPki;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Two gateways, tokyo and kochi, with a key manager, a relay on the carriers' wire, a wire under
 * their control connection, and a service at kochi. Tunnel 0 of tokyo leads to the service, tunnel
 * 1 to one that kochi does not know. By its name kochi is the end that dials and leads first.
 */
final class Pair implements AutoCloseable {

    static final TestPki PKI = new TestPki();
    static final SiteId TOKYO = new SiteId("tokyo");
    static final SiteId KOCHI = new SiteId("kochi");

    final EtsiServer keys = new EtsiServer(PKI);
    final Relay relay = new Relay();
    final ControlWire control = new ControlWire();
    final Target target;
    final Ledgers ledgers = new Ledgers();
    final Gateway tokyo;
    private final Options options;
    private Gateway kochi;

    /** What may differ from test to test. */
    record Options(
            Target.Manner manner,
            Bounds bounds,
            PairSettings pairs,
            int warmCarriers,
            int virtualThreadsAbove,
            Optional<OtpService> otp,
            Set<SiteId> servicePeers) {

        static Options of(Target.Manner manner) {
            return new Options(
                    manner,
                    quick(Bounds.DEFAULT),
                    new PairSettings(
                            Policy.QKD_AND_PQC,
                            limits(Duration.ofSeconds(60), Duration.ofMinutes(3)),
                            1,
                            Duration.ofMinutes(10)),
                    0,
                    500,
                    Optional.empty(),
                    Set.of());
        }

        Options with(Bounds other) {
            return new Options(
                    manner, other, pairs, warmCarriers, virtualThreadsAbove, otp, servicePeers);
        }

        Options with(PairSettings other) {
            return new Options(
                    manner, bounds, other, warmCarriers, virtualThreadsAbove, otp, servicePeers);
        }

        Options with(EpochLimits limits) {
            return with(
                    new PairSettings(
                            pairs.policy(), limits, pairs.spareEpochs(), pairs.notAfter()));
        }

        Options with(Policy policy) {
            return with(
                    new PairSettings(
                            policy, pairs.limits(), pairs.spareEpochs(), pairs.notAfter()));
        }

        Options withWarmCarriers(int count) {
            return new Options(
                    manner, bounds, pairs, count, virtualThreadsAbove, otp, servicePeers);
        }

        Options withVirtualThreadsAbove(int count) {
            return new Options(manner, bounds, pairs, warmCarriers, count, otp, servicePeers);
        }

        Options with(OtpService service) {
            return new Options(
                    manner,
                    bounds,
                    pairs,
                    warmCarriers,
                    virtualThreadsAbove,
                    Optional.of(service),
                    servicePeers);
        }

        Options withServiceFor(SiteId peer) {
            return new Options(
                    manner, bounds, pairs, warmCarriers, virtualThreadsAbove, otp, Set.of(peer));
        }
    }

    Pair(Options options) throws IOException {
        this(options, EtsiServer.Mood.GOOD);
    }

    Pair(Options options, EtsiServer.Mood mood) throws IOException {
        this.options = options;
        keys.mood(mood);
        this.target = new Target(options.manner());
        this.kochi = startKochi(true);
        this.tokyo =
                start(
                        TOKYO,
                        List.of(peer(KOCHI, relay.port(), 1)),
                        List.of(
                                GatewaySettings.Tunnel.to("share-store", KOCHI, loopback(0)),
                                GatewaySettings.Tunnel.to("unheard-of", KOCHI, loopback(0))),
                        List.of());
        control.target(tokyo.controlPort());
    }

    Pair(Target.Manner manner) throws IOException {
        this(Options.of(manner));
    }

    /** The same bounds with a watchdog that looks often. */
    static Bounds quick(Bounds bounds) {
        return new Bounds(
                bounds.maxCarriers(),
                bounds.maxHalfOpen(),
                bounds.maxOpening(),
                bounds.connect(),
                Duration.ofSeconds(20),
                bounds.idle(),
                bounds.writeStall(),
                bounds.ping(),
                bounds.silence(),
                bounds.keyWait(),
                bounds.redHold(),
                Duration.ofMillis(50));
    }

    /** Epochs that follow each other as fast as they are made. */
    static EpochLimits limits(Duration soft, Duration hard) {
        return new EpochLimits(soft, 1L << 30, 1L << 20, Duration.ZERO, hard, CarrierLimits.HARD);
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
        kochi = startKochi(true);
    }

    void restartKochiWithoutPeers() throws IOException {
        kochi.close();
        kochi = startKochi(false);
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
        return tokyo.traffic(KOCHI);
    }

    PeerTraffic atKochi() {
        return kochi.traffic(TOKYO);
    }

    PairSnapshot tokyosView() {
        return tokyo.pairs().getFirst();
    }

    PairSnapshot kochisView() {
        return kochi.pairs().getFirst();
    }

    /** Makes both ends want the next epoch, as if a soft limit were reached. */
    void useUpCurrentEpoch() {
        for (Gateway gateway : List.of(tokyo, kochi)) {
            gateway.wantNextEpochs();
        }
    }

    boolean isGreenWithSpare() {
        return List.of(tokyosView(), kochisView()).stream()
                .allMatch(view -> view.state() == PairState.GREEN && !view.inHand().isEmpty());
    }

    private Gateway startKochi(boolean withPeer) throws IOException {
        Gateway started =
                start(
                        KOCHI,
                        withPeer ? List.of(peer(TOKYO, 1, control.port())) : List.of(),
                        List.of(),
                        List.of(
                                new GatewaySettings.Service(
                                        "share-store",
                                        "localhost",
                                        target.port(),
                                        options.servicePeers())));
        relay.target(started.carrierPort());
        return started;
    }

    private Gateway start(
            SiteId site,
            List<GatewaySettings.Peer> peers,
            List<GatewaySettings.Tunnel> tunnels,
            List<GatewaySettings.Service> services)
            throws IOException {
        String sae = "gateway-" + site;
        Gateway gateway =
                new Gateway(
                        new GatewaySettings(
                                sae,
                                loopback(0),
                                loopback(0),
                                peers,
                                tunnels,
                                services,
                                options.pairs(),
                                options.bounds(),
                                options.warmCarriers(),
                                options.virtualThreadsAbove()),
                        new GatewayParts(
                                keys.client(sae),
                                keys.tls(sae),
                                ledgers.of(site),
                                ledgers.eventsOf(site),
                                options.otp(),
                                EpochWitness.none(),
                                ledgers.keysOf(site),
                                System::nanoTime,
                                new SecureRandom()));
        gateway.start();
        return gateway;
    }

    private static GatewaySettings.Peer peer(SiteId site, int port, int controlPort) {
        return new GatewaySettings.Peer(site, "gateway-" + site, "localhost", port, controlPort);
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Override
    public void close() throws IOException {
        tokyo.close();
        kochi.close();
        relay.close();
        control.close();
        target.close();
        keys.close();
    }
}
