package io.warifu.keys.relay;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import io.warifu.keys.path.HopCost;
import io.warifu.keys.path.NetworkView;
import io.warifu.keys.path.Topology;
import io.warifu.keys.relay.RoutePolicy.Route;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The paths of one batch. Without wishes: the direct link alone if it has key, because there is no
 * node to trust; else two node-disjoint paths if they exist; else one.
 */
final class PathPlanner {

    static final int DEFAULT_PATHS = 2;

    private final SiteId own;
    private final Topology topology;
    private final NetworkView view;

    PathPlanner(SiteId own, Topology topology, NetworkView view) {
        this.own = own;
        this.topology = topology;
        this.view = view;
    }

    /** Paths, or why there are none. */
    sealed interface Plan {
        record Paths(List<List<SiteId>> paths) implements Plan {}

        /** Links that the policy allows exist and lack key. */
        record NoKey() implements Plan {}

        /** No links that the policy allows, or they are in alarm. */
        record NotMet() implements Plan {}
    }

    /** The paths without the links that failed before. */
    Plan plan(SiteId destination, RoutePolicy policy, Set<LinkId> excluded) {
        Optional<LinkId> direct = topology.between(own, destination);
        HopCost cost =
                (from, link) ->
                        excluded.contains(link) ? Double.POSITIVE_INFINITY : view.cost(from, link);
        int least = policy.minPaths().orElse(1);
        if (policy.route() == Route.DIRECT) {
            if (direct.isEmpty() || least > 1 || view.inAlarm(direct.get())) {
                return new Plan.NotMet();
            }
            return isOpen(cost, direct.get())
                    ? new Plan.Paths(List.of(List.of(own, destination)))
                    : new Plan.NoKey();
        }
        boolean mayGoDirect = policy.route() == Route.ANY;
        if (mayGoDirect
                && policy.minPaths().isEmpty()
                && direct.filter(link -> isOpen(cost, link)).isPresent()) {
            return new Plan.Paths(List.of(List.of(own, destination)));
        }
        HopCost allowed =
                (from, link) ->
                        !mayGoDirect && direct.filter(link::equals).isPresent()
                                ? Double.POSITIVE_INFINITY
                                : cost.of(from, link);
        int wanted = policy.minPaths().orElse(DEFAULT_PATHS);
        List<List<SiteId>> found =
                wanted > Topology.MAX_PATHS
                        ? List.of()
                        : topology.disjoint(own, destination, wanted, allowed);
        if (!found.isEmpty() && found.size() >= least) {
            return new Plan.Paths(found);
        }
        return couldBe(destination, mayGoDirect, direct, least)
                ? new Plan.NoKey()
                : new Plan.NotMet();
    }

    /** Whether there would be enough paths if every link that is not in alarm had key. */
    private boolean couldBe(
            SiteId destination, boolean mayGoDirect, Optional<LinkId> direct, int least) {
        if (least > Topology.MAX_PATHS) {
            return false;
        }
        HopCost cost =
                (_, link) ->
                        view.inAlarm(link)
                                        || (!mayGoDirect && direct.filter(link::equals).isPresent())
                                ? Double.POSITIVE_INFINITY
                                : 1;
        List<List<SiteId>> found = topology.disjoint(own, destination, least, cost);
        // Without any wish, a network in alarm is one that lacks key.
        return found.size() >= least || (mayGoDirect && least == 1);
    }

    /** What this site could send over the paths it would take now. */
    long availableBits(SiteId destination) {
        return switch (plan(destination, RoutePolicy.DEFAULT, Set.of())) {
            case Plan.Paths(List<List<SiteId>> paths) ->
                    paths.stream().mapToLong(this::firstHopBits).min().orElse(0);
            case Plan.NoKey _, Plan.NotMet _ -> 0;
        };
    }

    private long firstHopBits(List<SiteId> path) {
        return topology.between(path.get(0), path.get(1))
                .flatMap(link -> view.outgoingBits(own, link))
                .orElse(0L);
    }

    private boolean isOpen(HopCost cost, LinkId link) {
        return cost.of(own, link) < Double.POSITIVE_INFINITY;
    }
}
