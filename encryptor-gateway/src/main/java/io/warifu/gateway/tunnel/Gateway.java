package io.warifu.gateway.tunnel;

import io.warifu.gateway.control.ControlDialer;
import io.warifu.gateway.control.ControlTls;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.frame.FrameType;
import io.warifu.gateway.net.Door;
import io.warifu.gateway.otp.OtpChannel;
import io.warifu.gateway.pair.PairNames;
import io.warifu.gateway.pair.PairSnapshot;
import io.warifu.gateway.pair.SitePair;
import io.warifu.kernel.id.SiteId;
import java.io.IOException;
import java.net.Socket;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One site's gateway at work: local doors to services of peers, a carrier port where peers ask for
 * services of this site, and a control port where they agree on epochs.
 *
 * <p>Guarantee: fails closed; a connection that cannot be carried under a confirmed epoch is reset
 * after a bounded time, and nothing of it leaves in clear. Limit: traffic analysis; whoever sees
 * the wire sees how much goes when.
 */
public final class Gateway implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final GatewaySettings settings;
    private final Engine engine;
    private final Map<String, PeerLink> linksBySae = new LinkedHashMap<>();
    private final Map<SiteId, PeerLink> linksBySite = new LinkedHashMap<>();
    private final Map<String, GatewaySettings.Service> services = new ConcurrentHashMap<>();
    private final Map<String, OpenTunnel> tunnels = new LinkedHashMap<>();
    private final PeerTraffic strangers = new PeerTraffic();
    private final Opening opening;
    private final Arrivals arrivals;
    private final ControlDoor controlArrivals;
    private final boolean withOtp;
    private @Nullable Door carrierDoor;
    private @Nullable Door controlDoor;
    private final ScheduledExecutorService watchdog =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("gateway-watchdog").factory());

    public Gateway(GatewaySettings settings, GatewayParts parts) {
        this.settings = settings;
        this.withOtp = parts.otp().isPresent();
        this.engine =
                new Engine(
                        settings.bounds(),
                        settings.virtualThreadsAbove(),
                        parts.nanoTime(),
                        parts.keyWitness());
        ControlDialer dialer =
                new ControlDialer(
                        new ControlTls(parts.tls()), SitePair.SILENCE, engine.deadlines());
        for (GatewaySettings.Peer peer : settings.peers()) {
            PeerLink link = link(peer, parts, dialer);
            linksBySae.put(peer.saeId(), link);
            linksBySite.put(peer.site(), link);
        }
        settings.services().forEach(service -> services.put(service.name(), service));
        this.opening = new Opening(settings.saeId(), engine, parts.random());
        this.arrivals =
                new Arrivals(
                        new Accepting(this::linkOfSae, this::refusal, engine, parts.random()),
                        name -> Optional.ofNullable(services.get(name)),
                        parts.otp(),
                        engine,
                        strangers);
        this.controlArrivals = new ControlDoor(dialer, this::linkOfSae, strangers);
    }

    private PeerLink link(GatewaySettings.Peer peer, GatewayParts parts, ControlDialer dialer) {
        PeerTraffic traffic = new PeerTraffic();
        SitePair pair =
                new SitePair(
                        new PairNames(peer.site(), settings.saeId(), peer.saeId()),
                        settings.pairs(),
                        parts.keys(),
                        parts.ledger(),
                        parts.events(),
                        parts.epochWitness(),
                        () -> dialer.dial(peer.host(), peer.controlPort(), peer.saeId()),
                        traffic::fault,
                        parts.nanoTime(),
                        parts.random());
        return new PeerLink(peer, pair, traffic, new Semaphore(settings.bounds().maxOpening()));
    }

    /** Opens all doors, or none. */
    public void start() throws IOException {
        try {
            carrierDoor = Door.open("carriers", settings.carrierAddress(), arrivals::arrived);
            controlDoor = Door.open("control", settings.controlAddress(), controlArrivals::arrived);
            linksBySite.values().forEach(link -> link.pair().start());
            for (GatewaySettings.Tunnel tunnel : settings.tunnels()) {
                addTunnel(tunnel);
            }
        } catch (IOException e) {
            close();
            throw e;
        }
        long period = settings.bounds().watch().toMillis();
        var _ = watchdog.scheduleWithFixedDelay(this::watch, period, period, TimeUnit.MILLISECONDS);
    }

    /** Where peers connect; the port is real even if 0 was configured. */
    public int carrierPort() {
        return port(carrierDoor);
    }

    /** Where peers with a lower SAE id connect to agree on epochs. */
    public int controlPort() {
        return port(controlDoor);
    }

    /** The local port of a tunnel, in the order of their adding. */
    public int tunnelPort(int index) {
        synchronized (tunnels) {
            return List.copyOf(tunnels.values()).get(index).door().port();
        }
    }

    /** Opens a door, from now on. */
    public void addTunnel(GatewaySettings.Tunnel tunnel) throws IOException {
        PeerLink link = linksBySite.get(tunnel.peer());
        if (link == null) {
            throw new IllegalArgumentException("tunnel to unknown peer " + tunnel.peer());
        }
        WarmCarriers warm =
                new WarmCarriers(opening, link, tunnel.service(), settings.warmCarriers(), engine);
        synchronized (tunnels) {
            if (tunnels.containsKey(tunnel.name())) {
                throw new IllegalArgumentException(
                        "there is a tunnel " + tunnel.name() + " already");
            }
            Door door =
                    Door.open(
                            tunnel.name(),
                            tunnel.listen(),
                            local -> localArrived(link, tunnel.service(), warm, local));
            tunnels.put(tunnel.name(), new OpenTunnel(tunnel, link, door, warm));
        }
    }

    /** Closes a door; connections that came in through it go on. False if there is none. */
    public boolean removeTunnel(String name) {
        OpenTunnel removed;
        synchronized (tunnels) {
            removed = tunnels.remove(name);
        }
        if (removed == null) {
            return false;
        }
        removed.close();
        return true;
    }

    public List<GatewaySettings.Tunnel> tunnels() {
        synchronized (tunnels) {
            return tunnels.values().stream().map(OpenTunnel::tunnel).toList();
        }
    }

    /** Lets peers reach a service, from now on. */
    public void addService(GatewaySettings.Service service) {
        if (services.putIfAbsent(service.name(), service) != null) {
            throw new IllegalArgumentException("there is a service " + service.name() + " already");
        }
    }

    /** Lets no peer reach it any more; connections that stand go on. False if there is none. */
    public boolean removeService(String name) {
        return services.remove(name) != null;
    }

    public Collection<GatewaySettings.Service> services() {
        return List.copyOf(services.values());
    }

    /** Opens a channel to the one-time-pad service of a peer; the caller closes it. */
    public OtpChannel openOtp(SiteId peer) throws CarrierFaultException, InterruptedException {
        PeerLink link = linksBySite.get(peer);
        if (link == null) {
            throw new IllegalArgumentException("unknown peer " + peer);
        }
        return new OtpCarrier(opening.open(link, OtpChannel.SERVICE, FrameType.START), engine);
    }

    /** Asks for the next epoch of every pair now, as if a soft limit were reached. */
    public void wantNextEpochs() {
        for (PeerLink link : linksBySite.values()) {
            link.pair().epochs().sendable().ifPresent(link.pair().epochs()::wantNext);
        }
    }

    /** How each pair stands. */
    public List<PairSnapshot> pairs() {
        return linksBySite.values().stream().map(link -> link.pair().snapshot()).toList();
    }

    /** What was carried for and from a peer. */
    public PeerTraffic traffic(SiteId peer) {
        PeerLink link = linksBySite.get(peer);
        if (link == null) {
            throw new IllegalArgumentException("unknown peer " + peer);
        }
        return link.traffic();
    }

    /** What came from connections that named no known peer. */
    public PeerTraffic strangers() {
        return strangers;
    }

    /** Carriers with a local connection. */
    public int openCarriers() {
        return (int) engine.carriers().stream().filter(Carrier::isTied).count();
    }

    /** Carriers that wait for one. */
    public int parkedCarriers() {
        return engine.carriers().size() - openCarriers();
    }

    @Override
    public void close() {
        synchronized (tunnels) {
            tunnels.values().forEach(OpenTunnel::close);
        }
        if (carrierDoor != null) {
            carrierDoor.close();
        }
        if (controlDoor != null) {
            controlDoor.close();
        }
        watchdog.shutdownNow();
        engine.close();
        engine.carriers().forEach(carrier -> carrier.abort(CarrierFault.SHUTTING_DOWN));
        linksBySite.values().forEach(link -> link.pair().close());
    }

    private void localArrived(PeerLink link, String service, WarmCarriers warm, Socket local) {
        if (!engine.carrierPlaces().tryAcquire()) {
            Arrivals.refuse(link.traffic(), local, CarrierFault.TOO_MANY_CARRIERS);
            return;
        }
        engine.thread(
                        "carrier-out",
                        () -> {
                            try {
                                carryOut(link, service, warm, local);
                            } finally {
                                engine.carrierPlaces().release();
                            }
                        })
                .start();
    }

    private void carryOut(PeerLink link, String service, WarmCarriers warm, Socket local) {
        CarrierFault fault;
        try {
            Carrier carrier = carrierFor(link, service, warm, local);
            link.traffic().carrierOpened();
            carrier.runSender();
            return;
        } catch (CarrierFaultException e) {
            fault = e.fault();
        } catch (InterruptedException _) {
            fault = CarrierFault.SHUTTING_DOWN;
        } catch (RuntimeException e) {
            LOG.error("a carrier to {} could not be opened", link.site(), e);
            fault = CarrierFault.INTERNAL;
        }
        Arrivals.refuse(link.traffic(), local, fault);
    }

    private Carrier carrierFor(PeerLink link, String service, WarmCarriers warm, Socket local)
            throws CarrierFaultException, InterruptedException {
        if (link.pair().epochs().sendable().isPresent()) {
            Optional<Carrier> ready = warm.take();
            warm.replenish();
            if (ready.isPresent() && ready.get().tie(local)) {
                ready.get().start();
                return ready.get();
            }
        }
        Carrier carrier = opening.open(link, service, FrameType.START);
        if (!carrier.tie(local)) {
            carrier.abandon();
            throw new CarrierFaultException(CarrierFault.CARRIER_CUT);
        }
        engine.thread("carrier-in", () -> carrier.runReceiver(() -> {})).start();
        return carrier;
    }

    private Optional<PeerLink> linkOfSae(String sae) {
        return Optional.ofNullable(linksBySae.get(sae));
    }

    private Optional<CarrierFault> refusal(PeerLink link, String name) {
        if (name.equals(OtpChannel.SERVICE)) {
            return withOtp ? Optional.empty() : Optional.of(CarrierFault.UNKNOWN_SERVICE);
        }
        GatewaySettings.Service service = services.get(name);
        if (service == null) {
            return Optional.of(CarrierFault.UNKNOWN_SERVICE);
        }
        return service.isFor(link.site())
                ? Optional.empty()
                : Optional.of(CarrierFault.SERVICE_FORBIDDEN);
    }

    private static int port(@Nullable Door door) {
        if (door == null) {
            throw new IllegalStateException("the gateway was not started");
        }
        return door.port();
    }

    private void watch() {
        try {
            engine.carriers().forEach(Carrier::watch);
            List<OpenTunnel> open;
            synchronized (tunnels) {
                open = List.copyOf(tunnels.values());
            }
            open.forEach(tunnel -> tunnel.warm().replenish());
        } catch (RuntimeException e) {
            LOG.error("the watchdog stumbled", e);
        }
    }
}
