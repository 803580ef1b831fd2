package io.warifu.gateway.tunnel;

import io.warifu.gateway.net.Door;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tunnels that are open now. Thread-safe. */
final class Tunnels implements AutoCloseable {

    private final Opening opening;
    private final Departures departures;
    private final int warmCarriers;
    private final Engine engine;
    private final Map<String, Open> open = new LinkedHashMap<>();

    /** A tunnel at work: its door, and the carriers that wait for who comes in. */
    private record Open(GatewaySettings.Tunnel tunnel, Door door, WarmCarriers warm)
            implements AutoCloseable {

        @Override
        public void close() {
            door.close();
            warm.close();
        }
    }

    Tunnels(Opening opening, int warmCarriers, Engine engine) {
        this.opening = opening;
        this.departures = new Departures(opening, engine);
        this.warmCarriers = warmCarriers;
        this.engine = engine;
    }

    synchronized void add(GatewaySettings.Tunnel tunnel, PeerLink link) throws IOException {
        if (open.containsKey(tunnel.name())) {
            throw new IllegalArgumentException("there is a tunnel " + tunnel.name() + " already");
        }
        WarmCarriers warm = new WarmCarriers(opening, link, tunnel.service(), warmCarriers, engine);
        Door door =
                Door.open(
                        tunnel.name(),
                        tunnel.listen(),
                        local -> departures.arrived(link, tunnel.service(), warm, local));
        open.put(tunnel.name(), new Open(tunnel, door, warm));
    }

    boolean remove(String name) {
        @Nullable Open removed;
        synchronized (this) {
            removed = open.remove(name);
        }
        if (removed == null) {
            return false;
        }
        removed.close();
        return true;
    }

    synchronized List<GatewaySettings.Tunnel> all() {
        return open.values().stream().map(Open::tunnel).toList();
    }

    /** The local port of a tunnel, in the order of their adding. */
    synchronized int port(int index) {
        return List.copyOf(open.values()).get(index).door().port();
    }

    /** Opens ahead what is missing. */
    void replenish() {
        List<Open> now;
        synchronized (this) {
            now = List.copyOf(open.values());
        }
        now.forEach(tunnel -> tunnel.warm().replenish());
    }

    @Override
    public synchronized void close() {
        open.values().forEach(Open::close);
        open.clear();
    }
}
