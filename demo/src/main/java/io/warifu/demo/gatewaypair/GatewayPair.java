package io.warifu.demo.gatewaypair;

import io.warifu.demo.control.Waiting;
import io.warifu.demo.gatewaypair.GatewayPlan.Peer;
import io.warifu.demo.gatewaypair.GatewayPlan.Ports;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.servicekit.tls.SiteHttp;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Two gateway processes, east and west, on ports of their own, so that they disturb no other
 * network. The application connects at east; the service is behind west. East opens carriers
 * through {@link #wire()}, and each end reaches its key supply through a valve.
 */
public final class GatewayPair implements AutoCloseable {

    static final String EAST = "east";
    static final String WEST = "west";

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final HttpClient http;
    private final KeyDesk keys;
    private final FarService service;
    private final TcpValve eastKeys;
    private final TcpValve westKeys;
    private final WireTap wire;
    private final GatewayProcess east;
    private final GatewayProcess west;

    /**
     * How a pair differs from another.
     *
     * @param settings of both gateways, under {@code warifu.encryptor-gateway}
     * @param tapped whether carriers pass a {@link WireTap}; it costs time, so no benchmark has it
     * @param jvmOptions further ones of both processes
     */
    public record Choice(Map<String, Object> settings, boolean tapped, List<String> jvmOptions) {

        public Choice {
            settings = Map.copyOf(settings);
            jvmOptions = List.copyOf(jvmOptions);
        }

        /** Default settings, nobody on the wire. */
        public static final Choice PLAIN = new Choice(Map.of(), false, List.of());

        public static Choice tapped(Map<String, Object> settings) {
            return new Choice(settings, true, List.of());
        }
    }

    private GatewayPair(Path folder, Choice choice, SecureRandom random) throws IOException {
        try {
            PairIdentities identities = PairIdentities.make(folder.resolve("identity"), random);
            http = opened(SiteHttp.plain(CONNECT_TIMEOUT));
            keys = opened(new KeyDesk(identities.keyDesk(), random));
            service = opened(new FarService());
            eastKeys = opened(new TcpValve(keys.port()));
            westKeys = opened(new TcpValve(keys.port()));
            Ports atEast = new Ports(freePort(), freePort(), freePort());
            Ports atWest = new Ports(freePort(), freePort(), freePort());
            wire = opened(new WireTap(atWest.carrier()));
            east =
                    opened(
                            GatewayProcess.start(
                                    plan(
                                            EAST,
                                            atEast,
                                            peer(
                                                    WEST,
                                                    choice.tapped()
                                                            ? wire.port()
                                                            : atWest.carrier()),
                                            eastKeys,
                                            identities,
                                            choice),
                                    folder.resolve(EAST),
                                    http,
                                    choice.jvmOptions()));
            west =
                    opened(
                            GatewayProcess.start(
                                    plan(
                                            WEST,
                                            atWest,
                                            peer(EAST, atEast.carrier()),
                                            westKeys,
                                            identities,
                                            choice),
                                    folder.resolve(WEST),
                                    http,
                                    choice.jvmOptions()));
            awaitReady();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts both and returns when both are ready.
     *
     * @param folder for all its files; empty
     */
    public static GatewayPair start(Path folder, Choice choice, SecureRandom random)
            throws IOException {
        return new GatewayPair(folder, choice, random);
    }

    public GatewayProcess east() {
        return east;
    }

    public GatewayProcess west() {
        return west;
    }

    public KeyDesk keys() {
        return keys;
    }

    /** The key supply as the gateway of that end sees it. */
    public TcpValve keysOfEast() {
        return eastKeys;
    }

    public TcpValve keysOfWest() {
        return westKeys;
    }

    public WireTap wire() {
        return wire;
    }

    public FarService service() {
        return service;
    }

    public List<Long> pids() {
        return List.of(east.pid(), west.pid());
    }

    /** Waits until both are ready, after a start of either. */
    public void awaitReady() throws IOException {
        if (!Waiting.until(START_LIMIT, () -> east.ready() && west.ready())) {
            throw new WarifuException(
                    ErrorCode.UNAVAILABLE,
                    "the gateways did not become ready. The log of one ends with:\n"
                            + east.logTail());
        }
    }

    private GatewayPlan plan(
            String site,
            Ports ports,
            Peer peer,
            TcpValve keyManager,
            PairIdentities identities,
            Choice choice) {
        return new GatewayPlan(
                site,
                "gateway-" + site,
                identities.folder(),
                "gateway-" + site,
                keyManager.port(),
                ports,
                peer,
                service.port(),
                choice.settings());
    }

    private static Peer peer(String site, int carrierPort) {
        return new Peer(site, "gateway-" + site, carrierPort);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.push(part);
        return part;
    }

    /** Ends the processes first, and what they stand on after them. */
    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                System.err.println("warifu: not stopped in good order: " + e.getMessage());
            }
        }
    }
}
