package io.warifu.gateway.tunnels;

import io.warifu.gateway.tunnel.Gateway;
import io.warifu.gateway.tunnels.TunnelsView.ServiceView;
import io.warifu.gateway.tunnels.TunnelsView.TunnelView;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tunnels and services beside those of the configuration, kept across restarts.
 *
 * <p>Guarantee: what an operator was told is done is in the file and at work; what failed is in
 * neither. A tunnel whose port is taken at a start does not keep the gateway from starting: it is
 * shown as closed and tried again. Names of the configuration cannot be taken over or removed.
 */
public final class TunnelRegistry {

    static final int MAX_ENTRIES = 256;

    private static final Logger LOG = LoggerFactory.getLogger(TunnelRegistry.class);

    private final Gateway gateway;
    private final Set<SiteId> peers;
    private final boolean openDoors;
    private final TunnelFile file;
    private final Map<String, TunnelEntry> tunnels = new LinkedHashMap<>();
    private final Map<String, ServiceEntry> services = new LinkedHashMap<>();
    private final Map<String, String> closed = new HashMap<>();
    private boolean restored;

    /**
     * A registry that lets {@link #restore} bring back what the file holds.
     *
     * @param openDoors whether tunnels may listen on other addresses than loopback
     * @param stateFolder where the file is
     */
    public TunnelRegistry(Gateway gateway, Set<SiteId> peers, boolean openDoors, Path stateFolder) {
        this.gateway = gateway;
        this.peers = Set.copyOf(peers);
        this.openDoors = openDoors;
        this.file = new TunnelFile(stateFolder);
    }

    /** Opens what the file holds; the gateway runs already. */
    public synchronized void restore() throws IOException {
        TunnelFile.Content content = file.read();
        for (ServiceEntry service : content.services()) {
            restore(
                    service.name(),
                    () -> {
                        requireKnown(service.peers());
                        gateway.addService(service.toService());
                        services.put(service.name(), service);
                    });
        }
        for (TunnelEntry tunnel : content.tunnels()) {
            restore(
                    tunnel.name(),
                    () -> {
                        requireKnown(List.of(tunnel.peer()));
                        requireDoorAllowed(tunnel);
                        tunnels.put(tunnel.name(), tunnel);
                        open(tunnel);
                    });
        }
        restored = true;
    }

    /** What contradicts the configuration by now is for the operator to settle. */
    private static void restore(String name, Runnable entry) throws IOException {
        try {
            entry.run();
        } catch (WarifuException | IllegalArgumentException e) {
            throw new IOException(
                    "tunnels.json of the state folder, entry " + name + ": " + e.getMessage(), e);
        }
    }

    /** Tries again to open what could not be opened. */
    public synchronized void openClosed() {
        List.copyOf(closed.keySet()).stream()
                .map(tunnels::get)
                .filter(Objects::nonNull)
                .forEach(this::open);
    }

    private void open(TunnelEntry tunnel) {
        try {
            gateway.addTunnel(tunnel.toTunnel());
            if (closed.remove(tunnel.name()) != null) {
                LOG.info("Tunnel {} is open at last.", tunnel.name());
            }
        } catch (IOException e) {
            if (closed.put(tunnel.name(), String.valueOf(e.getMessage())) == null) {
                LOG.warn("Tunnel {} stays closed: {}", tunnel.name(), e.toString());
            }
        }
    }

    /** Adds a tunnel; false if the same one is there already. */
    synchronized boolean add(TunnelEntry tunnel) {
        requireRestored();
        if (tunnel.equals(tunnels.get(tunnel.name()))) {
            requireOpen(tunnel);
            return false;
        }
        requireKnown(List.of(tunnel.peer()));
        requireDoorAllowed(tunnel);
        requireRoom();
        if (isTunnel(tunnel.name())) {
            throw conflict("there is another tunnel " + tunnel.name());
        }
        try {
            gateway.addTunnel(tunnel.toTunnel());
        } catch (IOException e) {
            throw new WarifuException(ErrorCode.CONFLICT, String.valueOf(e.getMessage()), e);
        }
        tunnels.put(tunnel.name(), tunnel);
        save(() -> {
            tunnels.remove(tunnel.name());
            gateway.removeTunnel(tunnel.name());
        });
        return true;
    }

    private void requireOpen(TunnelEntry tunnel) {
        if (closed.containsKey(tunnel.name())) {
            open(tunnel);
        }
        String problem = closed.get(tunnel.name());
        if (problem != null) {
            throw conflict(problem);
        }
    }

    /** Adds a service; false if the same one is there already. */
    synchronized boolean add(ServiceEntry service) {
        requireRestored();
        if (service.equals(services.get(service.name()))) {
            return false;
        }
        requireKnown(service.peers());
        requireRoom();
        if (gateway.services().stream().anyMatch(s -> s.name().equals(service.name()))) {
            throw conflict("there is another service " + service.name());
        }
        gateway.addService(service.toService());
        services.put(service.name(), service);
        save(() -> {
            services.remove(service.name());
            gateway.removeService(service.name());
        });
        return true;
    }

    /** Closes the door; connections that came in through it go on. */
    synchronized void removeTunnel(String name) {
        requireRestored();
        TunnelEntry removed = tunnels.remove(name);
        if (removed == null) {
            throw missing("tunnel", name, isTunnel(name));
        }
        save(() -> tunnels.put(name, removed));
        closed.remove(name);
        gateway.removeTunnel(name);
    }

    /** Lets no peer reach it any more; connections that stand go on. */
    synchronized void removeService(String name) {
        requireRestored();
        ServiceEntry removed = services.remove(name);
        if (removed == null) {
            throw missing(
                    "service",
                    name,
                    gateway.services().stream().anyMatch(s -> s.name().equals(name)));
        }
        save(() -> services.put(name, removed));
        gateway.removeService(name);
    }

    synchronized TunnelsView view() {
        Stream<TunnelView> open =
                gateway.tunnels().stream()
                        .map(tunnel ->
                                TunnelView.of(tunnel, !tunnels.containsKey(tunnel.name()), null));
        Stream<TunnelView> shut =
                tunnels.values().stream()
                        .filter(tunnel -> closed.containsKey(tunnel.name()))
                        .map(tunnel ->
                                TunnelView.of(tunnel.toTunnel(), false, closed.get(tunnel.name())));
        return new TunnelsView(
                Stream.concat(open, shut).toList(),
                gateway.services().stream()
                        .map(service ->
                                ServiceView.of(service, !services.containsKey(service.name())))
                        .toList());
    }

    private boolean isTunnel(String name) {
        return tunnels.containsKey(name)
                || gateway.tunnels().stream().anyMatch(t -> t.name().equals(name));
    }

    /** Writes the file, or undoes the change. */
    private void save(Runnable undo) {
        try {
            file.write(
                    new TunnelFile.Content(
                            List.copyOf(tunnels.values()), List.copyOf(services.values())));
        } catch (IOException e) {
            undo.run();
            throw new UncheckedIOException("the tunnels cannot be written down", e);
        }
    }

    /** A change before that would overwrite what the file holds. */
    private void requireRestored() {
        if (!restored) {
            throw new WarifuException(ErrorCode.UNAVAILABLE, "the gateway is still starting");
        }
    }

    private void requireKnown(List<String> sites) {
        for (String site : sites) {
            if (!peers.contains(new SiteId(site))) {
                throw new WarifuException(ErrorCode.BAD_REQUEST, "there is no peer " + site);
            }
        }
    }

    private void requireDoorAllowed(TunnelEntry tunnel) {
        if (!openDoors && !tunnel.isLoopback()) {
            throw new WarifuException(
                    ErrorCode.FORBIDDEN,
                    "tunnel "
                            + tunnel.name()
                            + " would listen in clear on "
                            + tunnel.listenAddress()
                            + "; the gateway's setting open-doors does not allow that");
        }
    }

    private void requireRoom() {
        if (tunnels.size() + services.size() >= MAX_ENTRIES) {
            throw new WarifuException(
                    ErrorCode.CONFLICT, "no more than " + MAX_ENTRIES + " tunnels and services");
        }
    }

    private static WarifuException conflict(String why) {
        return new WarifuException(ErrorCode.CONFLICT, why);
    }

    private static WarifuException missing(String what, String name, boolean ofConfiguration) {
        return ofConfiguration
                ? conflict(what + " " + name + " stands in the configuration")
                : new WarifuException(ErrorCode.NOT_FOUND, "there is no " + what + " " + name);
    }
}
