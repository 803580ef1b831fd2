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
    private final Tunnels tunnels;
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
        this.tunnels = new Tunnels(opening, settings.warmCarriers(), engine);
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
        return tunnels.port(index);
    }

    /** Opens a door, from now on. */
    public void addTunnel(GatewaySettings.Tunnel tunnel) throws IOException {
        tunnels.add(tunnel, link(tunnel.peer()));
    }

    /** Closes a door; connections that came in through it go on. False if there is none. */
    public boolean removeTunnel(String name) {
        return tunnels.remove(name);
    }

    public List<GatewaySettings.Tunnel> tunnels() {
        return tunnels.all();
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
        return new OtpCarrier(
                opening.open(link(peer), OtpChannel.SERVICE, FrameType.START), engine);
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
        return link(peer).traffic();
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
        tunnels.close();
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

    private PeerLink link(SiteId peer) {
        PeerLink link = linksBySite.get(peer);
        if (link == null) {
            throw new IllegalArgumentException("unknown peer " + peer);
        }
        return link;
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
            tunnels.replenish();
        } catch (RuntimeException e) {
            LOG.error("the watchdog stumbled", e);
        }
    }
}
