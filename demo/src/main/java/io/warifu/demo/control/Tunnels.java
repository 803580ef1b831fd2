package io.warifu.demo.control;

import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.Service;
import io.warifu.demo.plan.Site;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.servicekit.token.Role;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Tunnels for any TCP service, as two halves: at the target's gateway a service that one peer may
 * reach, at the other gateway a door that leads to it. Both bear the tunnel's name.
 */
public final class Tunnels {

    private final Gateways gateways;

    /** The gateways of all sites, as their operator. */
    public interface Gateways {
        SiteClient of(Site site) throws IOException;
    }

    public Tunnels(Gateways gateways) {
        this.gateways = gateways;
    }

    /** With the operator's tokens of all sites. */
    public static Tunnels of(Sites sites) {
        return new Tunnels(site -> sites.as(Role.OPERATOR, site, Service.ENCRYPTOR_GATEWAY));
    }

    /** What to add. */
    public record Wish(String name, Site from, Site to, HostPort listen, HostPort target) {

        public Wish {
            if (from.equals(to)) {
                throw new WarifuException(
                        ErrorCode.BAD_REQUEST, "a tunnel leads from one site to another");
            }
        }
    }

    /**
     * A tunnel as its two gateways know it.
     *
     * @param target null if the far gateway does not answer or has no such service
     * @param problem null if all is well
     */
    public record Line(
            String name,
            String from,
            String listen,
            String to,
            String service,
            @Nullable String target,
            boolean ofConfiguration,
            @Nullable String problem) {}

    /** Adds both halves, or none. */
    public void add(Wish wish) throws IOException {
        SiteClient far = gateways.of(wish.to());
        boolean added =
                far.put(
                                servicePath(wish.name()),
                                Map.of(
                                        "host", wish.target().host(),
                                        "port", wish.target().port(),
                                        "peers", List.of(wish.from().name())))
                        .path("added")
                        .asBoolean(false);
        try {
            var _ =
                    gateways.of(wish.from())
                            .put(
                                    tunnelPath(wish.name()),
                                    Map.of(
                                            "service", wish.name(),
                                            "peer", wish.to().name(),
                                            "listenAddress", wish.listen().host(),
                                            "listenPort", wish.listen().port()));
        } catch (WarifuException failure) {
            if (added) {
                takeBack(far, wish, failure);
            }
            throw failure;
        }
    }

    private static void takeBack(SiteClient far, Wish wish, WarifuException failure) {
        try {
            var _ = far.delete(servicePath(wish.name()));
        } catch (WarifuException second) {
            WarifuException both =
                    new WarifuException(
                            failure.code(),
                            failure.getMessage()
                                    + "; and service "
                                    + wish.name()
                                    + " stays at "
                                    + wish.to().name()
                                    + " ("
                                    + second.getMessage()
                                    + "): run ./warifu tunnel remove "
                                    + wish.name()
                                    + " when it answers",
                            failure);
            both.addSuppressed(second);
            throw both;
        }
    }

    /** What became of a removal. */
    public record Removal(List<String> removed, List<Site> silent) {}

    /** Removes both halves wherever they are, the door first. */
    public Removal remove(String name) throws IOException {
        List<String> removed = new ArrayList<>();
        List<Site> silent = new ArrayList<>();
        for (String path : List.of(tunnelPath(name), servicePath(name))) {
            for (Site site : NetworkPlan.SITES) {
                try {
                    var _ = gateways.of(site).delete(path);
                    removed.add(
                            (path.contains("/tunnels/") ? "door at " : "service at ")
                                    + site.name());
                } catch (WarifuException e) {
                    switch (e.code()) {
                        case NOT_FOUND -> {}
                        case PEER_UNREACHABLE -> {
                            if (!silent.contains(site)) {
                                silent.add(site);
                            }
                        }
                        default -> throw e;
                    }
                }
            }
        }
        return new Removal(List.copyOf(removed), List.copyOf(silent));
    }

    /** All tunnels, and the sites that did not answer. */
    public record Listing(List<Line> lines, List<Site> silent) {}

    public Listing list() throws IOException {
        Map<String, JsonNode> views = new LinkedHashMap<>();
        List<Site> silent = new ArrayList<>();
        for (Site site : NetworkPlan.SITES) {
            try {
                views.put(site.name(), gateways.of(site).get("/api/v1/tunnels"));
            } catch (WarifuException e) {
                if (e.code() != ErrorCode.PEER_UNREACHABLE) {
                    throw e;
                }
                silent.add(site);
            }
        }
        List<Line> lines = new ArrayList<>();
        views.forEach((site, view) -> {
            for (JsonNode tunnel : view.path("tunnels")) {
                lines.add(line(site, tunnel, views.get(tunnel.path("peer").asString(""))));
            }
        });
        return new Listing(List.copyOf(lines), List.copyOf(silent));
    }

    private static Line line(String site, JsonNode tunnel, @Nullable JsonNode far) {
        String service = tunnel.path("service").asString("");
        String to = tunnel.path("peer").asString("");
        @Nullable String target = far == null ? null : target(far, service);
        @Nullable String problem = tunnel.path("problem").asString(null);
        if (problem == null && far == null) {
            problem = to + "'s gateway does not answer";
        } else if (problem == null && target == null) {
            problem = to + " has no service " + service;
        }
        return new Line(
                tunnel.path("name").asString(""),
                site,
                new HostPort(
                                tunnel.path("listenAddress").asString("?"),
                                tunnel.path("listenPort").asInt(1))
                        .toString(),
                to,
                service,
                target,
                tunnel.path("ofConfiguration").asBoolean(false),
                problem);
    }

    private static @Nullable String target(JsonNode far, String name) {
        for (JsonNode service : far.path("services")) {
            if (service.path("name").asString("").equals(name)) {
                return new HostPort(
                                service.path("host").asString("?"), service.path("port").asInt(1))
                        .toString();
            }
        }
        return null;
    }

    private static String tunnelPath(String name) {
        return "/api/v1/tunnels/" + escaped(name);
    }

    private static String servicePath(String name) {
        return "/api/v1/services/" + escaped(name);
    }

    private static String escaped(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
