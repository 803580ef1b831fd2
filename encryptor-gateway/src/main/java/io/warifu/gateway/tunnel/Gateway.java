package io.warifu.gateway.tunnel;

import io.warifu.gateway.epoch.KeySource;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.frame.FrameHeader;
import io.warifu.gateway.frame.FrameType;
import io.warifu.kernel.id.SiteId;
import java.io.IOException;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One site's gateway at work: local doors to services of peers, and a carrier port where peers ask
 * for services of this site.
 *
 * <p>Guarantee: fails closed; a connection that cannot be carried under a fresh key is reset after
 * a bounded time, and nothing of it leaves in clear. Limit: traffic analysis; whoever sees the wire
 * sees how much goes when.
 */
public final class Gateway implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final GatewaySettings settings;
    private final LongSupplier nanoTime;
    private final ThreadFactory threads;
    private final Map<String, PeerLink> linksBySae = new LinkedHashMap<>();
    private final Map<SiteId, PeerLink> linksBySite = new LinkedHashMap<>();
    private final Map<String, GatewaySettings.Service> services;
    private final PeerTraffic strangers = new PeerTraffic();
    private final Semaphore carrierPlaces;
    private final Semaphore halfOpenPlaces;
    private final Set<Carrier> carriers = ConcurrentHashMap.newKeySet();
    private final Opening opening;
    private final Accepting accepting;
    private final List<Door> doors = new ArrayList<>();
    private @Nullable Door carrierDoor;
    private final ScheduledExecutorService watchdog =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("gateway-watchdog").factory());
    private volatile boolean closing;

    public Gateway(
            GatewaySettings settings, KeySource keys, LongSupplier nanoTime, SecureRandom random) {
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.threads =
                settings.virtualThreads()
                        ? Thread.ofVirtual().name("carrier-", 0).factory()
                        : Thread.ofPlatform().daemon().name("carrier-", 0).factory();
        for (GatewaySettings.Peer peer : settings.peers()) {
            PeerLink link = PeerLink.to(peer, settings, keys, nanoTime, random);
            linksBySae.put(peer.saeId(), link);
            linksBySite.put(peer.site(), link);
        }
        this.services =
                settings.services().stream()
                        .collect(Collectors.toMap(GatewaySettings.Service::name, s -> s));
        Bounds bounds = settings.bounds();
        this.carrierPlaces = new Semaphore(bounds.maxCarriers());
        this.halfOpenPlaces = new Semaphore(bounds.maxHalfOpen());
        this.opening = new Opening(settings.saeId(), bounds, nanoTime, random);
        this.accepting =
                new Accepting(
                        sae -> Optional.ofNullable(linksBySae.get(sae)),
                        services.keySet(),
                        bounds,
                        nanoTime,
                        random);
    }

    /** Opens all doors, or none. */
    public void start() throws IOException {
        try {
            carrierDoor = Door.open("carriers", settings.carrierAddress(), this::carrierArrived);
            for (GatewaySettings.Tunnel tunnel : settings.tunnels()) {
                doors.add(
                        Door.open(
                                tunnel.service() + "@" + tunnel.peer(),
                                tunnel.listen(),
                                local -> localArrived(tunnel, local)));
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
        if (carrierDoor == null) {
            throw new IllegalStateException("the gateway was not started");
        }
        return carrierDoor.port();
    }

    /** The local port of a tunnel, in the order of the settings. */
    public int tunnelPort(int index) {
        return doors.get(index).port();
    }

    public Collection<PeerLink> links() {
        return linksBySite.values();
    }

    /** What came from connections that named no known peer. */
    public PeerTraffic strangers() {
        return strangers;
    }

    public int openCarriers() {
        return carriers.size();
    }

    @Override
    public void close() {
        closing = true;
        doors.forEach(Door::close);
        if (carrierDoor != null) {
            carrierDoor.close();
        }
        watchdog.shutdownNow();
        carriers.forEach(carrier -> carrier.abort(CarrierFault.SHUTTING_DOWN));
        linksBySite.values().forEach(PeerLink::close);
    }

    private void localArrived(GatewaySettings.Tunnel tunnel, Socket local) {
        PeerLink link = linksBySite.get(tunnel.peer());
        if (link == null) {
            throw new IllegalStateException("settings name no unknown peer");
        }
        if (!carrierPlaces.tryAcquire()) {
            refuse(link.traffic(), local, CarrierFault.TOO_MANY_CARRIERS);
            return;
        }
        threads.newThread(
                        () -> {
                            try {
                                carryOut(link, tunnel.service(), local);
                            } finally {
                                carrierPlaces.release();
                            }
                        })
                .start();
    }

    private void carryOut(PeerLink link, String service, Socket local) {
        Established on;
        try {
            on = opening.open(link, service);
        } catch (CarrierFaultException e) {
            refuse(link.traffic(), local, e.fault());
            return;
        } catch (InterruptedException _) {
            refuse(link.traffic(), local, CarrierFault.SHUTTING_DOWN);
            return;
        } catch (RuntimeException e) {
            LOG.error("a carrier to {} could not be opened", link.site(), e);
            refuse(link.traffic(), local, CarrierFault.INTERNAL);
            return;
        }
        link.traffic().carrierOpened();
        run(on, local);
    }

    private void carrierArrived(Socket wire) {
        if (!halfOpenPlaces.tryAcquire()) {
            refuse(strangers, wire, CarrierFault.TOO_MANY_HALF_OPEN);
            return;
        }
        threads.newThread(
                        () -> {
                            Optional<Established> established;
                            try {
                                established = setUp(wire);
                            } finally {
                                halfOpenPlaces.release();
                            }
                            established.ifPresent(this::carryIn);
                        })
                .start();
    }

    private Optional<Established> setUp(Socket wire) {
        PeerTraffic[] from = {strangers};
        try {
            return Optional.of(accepting.accept(wire, link -> from[0] = link.traffic()));
        } catch (CarrierFaultException e) {
            refuse(from[0], wire, e.fault());
        } catch (IOException e) {
            refuse(from[0], wire, CarrierFault.CARRIER_CUT);
        } catch (InterruptedException _) {
            refuse(from[0], wire, CarrierFault.SHUTTING_DOWN);
        } catch (RuntimeException e) {
            LOG.error("a carrier could not be accepted", e);
            refuse(from[0], wire, CarrierFault.INTERNAL);
        }
        return Optional.empty();
    }

    private void carryIn(Established on) {
        if (!carrierPlaces.tryAcquire()) {
            sayReset(on, CarrierFault.BUSY);
            return;
        }
        try {
            GatewaySettings.Service service = services.get(on.service());
            if (service == null) {
                throw new IllegalStateException("accepting lets known services pass only");
            }
            Socket target;
            try {
                target = Sockets.dial(service.host(), service.port(), settings.bounds().connect());
            } catch (IOException e) {
                LOG.warn("Service {} does not answer: {}", service.name(), e.toString());
                sayReset(on, CarrierFault.TARGET_UNREACHABLE);
                return;
            }
            on.link().traffic().carrierAccepted();
            run(on, target);
        } finally {
            carrierPlaces.release();
        }
    }

    private void run(Established on, Socket local) {
        Carrier carrier = new Carrier(on, local, settings.bounds(), nanoTime);
        carriers.add(carrier);
        try {
            if (closing) {
                carrier.abort(CarrierFault.SHUTTING_DOWN);
            }
            carrier.run(threads);
        } finally {
            carriers.remove(carrier);
            on.link().traffic().carrierEnded();
        }
    }

    /** Tells the opener, under the traffic keys, why there will be nothing. */
    private void sayReset(Established on, CarrierFault fault) {
        on.link().traffic().fault(fault);
        byte[] frame = new byte[FrameHeader.BYTES + 1 + FrameHeader.TAG_BYTES];
        try {
            byte[] reason = {(byte) fault.code()};
            int length = on.sealer().seal(FrameType.RESET, reason, 1, frame);
            on.wire().getOutputStream().write(frame, 0, length);
            Sockets.farewell(on.wire(), nanoTime);
        } catch (IOException e) {
            LOG.debug("the opener was gone before its reset", e);
        } finally {
            on.abandon();
        }
    }

    private static void refuse(PeerTraffic traffic, Socket socket, CarrierFault fault) {
        traffic.fault(fault);
        Sockets.reset(socket);
        LOG.info("Connection from {} refused: {}.", socket.getRemoteSocketAddress(), fault.tag());
    }

    private void watch() {
        try {
            carriers.forEach(Carrier::watch);
            linksBySite.values().forEach(PeerLink::sweep);
        } catch (RuntimeException e) {
            LOG.error("the watchdog stumbled", e);
        }
    }
}
