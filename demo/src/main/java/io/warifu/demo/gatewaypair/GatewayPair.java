package io.warifu.demo.gatewaypair;

import io.warifu.demo.control.Waiting;
import io.warifu.demo.gatewaypair.GatewayPlan.Peer;
import io.warifu.demo.gatewaypair.GatewayPlan.Ports;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.servicekit.FreePorts;
import io.warifu.servicekit.tls.SiteHttp;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two gateway processes, east and west, on ports of their own, so that they disturb no other
 * network. The application connects at east; the service is behind west. East opens carriers
 * through {@link #wire()}, and each end reaches its key supply through a valve.
 */
public final class GatewayPair implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final HttpClient http;
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

        /** With these settings, and nobody on the wire. */
        public static Choice of(Map<String, Object> settings) {
            return new Choice(settings, false, List.of());
        }

        /** The same with a tap on the carriers. */
        public Choice withTap() {
            return new Choice(settings, true, jvmOptions);
        }

        /** The same, with gateways that write down their epochs' secrets and hashes of keys. */
        public Choice givingSecretsAway() {
            Map<String, Object> all = new LinkedHashMap<>(settings);
            all.put("debug", GatewayPlan.givingSecretsAway());
            return new Choice(all, tapped, jvmOptions);
        }
    }

    private GatewayPair(Path folder, GatewayEnd eastEnd, GatewayEnd westEnd, Choice choice)
            throws IOException {
        try {
            http = opened(SiteHttp.plain(CONNECT_TIMEOUT));
            service = opened(new FarService());
            eastKeys = opened(new TcpValve(eastEnd.keyManager()));
            westKeys = opened(new TcpValve(westEnd.keyManager()));
            Ports atEast = freePorts();
            Ports atWest = freePorts();
            wire = opened(new WireTap(atWest.carrier()));
            int westAsSeen = choice.tapped() ? wire.port() : atWest.carrier();
            east =
                    start(
                            new GatewayPlan(
                                    eastEnd,
                                    eastKeys.port(),
                                    atEast,
                                    new Peer(westEnd, westAsSeen, atWest.control()),
                                    service.port(),
                                    choice.settings()),
                            folder,
                            choice);
            west =
                    start(
                            new GatewayPlan(
                                    westEnd,
                                    westKeys.port(),
                                    atWest,
                                    new Peer(eastEnd, atEast.carrier(), atEast.control()),
                                    service.port(),
                                    choice.settings()),
                            folder,
                            choice);
            awaitReady();
            awaitKeys();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts both and returns when both are ready and have keys.
     *
     * @param folder for all its files
     */
    public static GatewayPair start(Path folder, GatewayEnd east, GatewayEnd west, Choice choice)
            throws IOException {
        return new GatewayPair(folder, east, west, choice);
    }

    /** The same with keys and certificates from {@code supply}. */
    public static GatewayPair start(Path folder, OwnSupply supply, Choice choice)
            throws IOException {
        return start(folder, supply.east(), supply.west(), choice);
    }

    public GatewayProcess east() {
        return east;
    }

    public GatewayProcess west() {
        return west;
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

    /** Waits until both have an epoch in use and another in hand. */
    public void awaitKeys() throws IOException {
        if (!Waiting.until(
                START_LIMIT, () -> east.state().equals("GREEN") && west.state().equals("GREEN"))) {
            throw new WarifuException(
                    ErrorCode.UNAVAILABLE,
                    "the gateways agreed on no keys. The log of one ends with:\n" + east.logTail());
        }
    }

    private GatewayProcess start(GatewayPlan plan, Path folder, Choice choice) throws IOException {
        return opened(
                GatewayProcess.start(
                        plan, folder.resolve(plan.end().site()), http, choice.jvmOptions()));
    }

    private static Ports freePorts() {
        return new Ports(FreePorts.next(), FreePorts.next(), FreePorts.next(), FreePorts.next());
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
