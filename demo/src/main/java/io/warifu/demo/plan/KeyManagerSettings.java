package io.warifu.demo.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The configuration of one key manager, wherever it runs: in a site, in a container, in a
 * benchmark.
 *
 * @param site whose key manager it is
 * @param bindAddress of all three ports
 * @param ports what listens where
 * @param identity folder with {@code kme.crt}, {@code kme.key}, {@code root.crt} and {@code
 *     saes.json}
 * @param database its own, on which nobody else writes
 * @param linkCapacityBits stock of a link, both directions together
 * @param peers the other key managers
 * @param links the whole topology
 * @param state folder that it may write, apart from its database and never restored with it: what
 *     tells that the database is older than its past, and the vault
 * @param reservations shares of the stock that other pairs leave alone
 */
public record KeyManagerSettings(
        String site,
        String bindAddress,
        Ports ports,
        Path identity,
        Database database,
        long linkCapacityBits,
        List<Peer> peers,
        List<Link> links,
        Path state,
        List<Reservation> reservations) {

    public KeyManagerSettings {
        peers = List.copyOf(peers);
        links = List.copyOf(links);
        reservations = List.copyOf(reservations);
    }

    /** The three ports: for SAEs, for peers, and the plain one for health and metrics. */
    public record Ports(int delivery, int peer, int management) {}

    /** Where its database is. */
    public record Database(String url, String user, String password) {

        Map<String, Object> toMap() {
            return Ordered.map("url", url, "username", user, "password", password);
        }
    }

    /** Another key manager. */
    public record Peer(String site, String url) {}

    /** A QKD link, by the names of its ends. */
    public record Link(String alice, String bob) {}

    /**
     * A pair of key consumers that is served when others have taken the rest.
     *
     * @param bits kept for it
     * @param bitsPerSecond how fast a used share is kept anew
     */
    public record Reservation(String master, String slave, long bits, long bitsPerSecond) {

        Map<String, Object> toMap() {
            return Ordered.map(
                    "master", master,
                    "slave", slave,
                    "bits", bits,
                    "bits-per-second", bitsPerSecond);
        }
    }

    /** As it stands in {@code key-manager.yml}. */
    public Map<String, Object> toMap() {
        return Map.of(
                "server",
                        Ordered.map(
                                "address", bindAddress,
                                "port", ports.delivery(),
                                "ssl", Map.of("bundle", "site", "client-auth", "need")),
                "management.server",
                        Ordered.map(
                                "port", ports.management(),
                                "address", bindAddress,
                                "ssl", Map.of("enabled", false)),
                "spring",
                        Map.of(
                                "ssl", TlsBundle.of(identity, "kme"),
                                "datasource", database.toMap()),
                "warifu.key-manager", own());
    }

    private Map<String, Object> own() {
        Map<String, Object> own =
                Ordered.map(
                        "site",
                        site,
                        "peer-port",
                        ports.peer(),
                        "link-capacity-bits",
                        linkCapacityBits,
                        "enrolment-file",
                        identity.resolve("saes.json").toString(),
                        "peers",
                        peers.stream()
                                .map(p -> Ordered.map("site", p.site(), "url", p.url()))
                                .toList(),
                        "links",
                        links.stream()
                                .map(l -> Ordered.map("alice", l.alice(), "bob", l.bob()))
                                .toList());
        own.put("state-directory", state.resolve("witness").toString());
        own.put(
                "vault",
                Ordered.map(
                        "directory", state.resolve("vault").toString(),
                        "master-key-file", state.resolve("master.key").toString()));
        if (!reservations.isEmpty()) {
            own.put(
                    "fairness",
                    Map.of("reservations", reservations.stream().map(Reservation::toMap).toList()));
        }
        return own;
    }
}
