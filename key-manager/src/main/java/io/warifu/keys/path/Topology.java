package io.warifu.keys.path;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The network's QKD links and the node-disjoint paths through them.
 *
 * <p>Guarantee: {@link #disjoint} finds as many paths as asked for whenever they exist, and those
 * of least total cost (a flow of least cost through the network in which each node may be passed
 * once: what Suurballe and Bhandari do for two paths); of equal costs, fewer hops in all win. The
 * same topology and costs give the same paths at every site and in every run. Limit: paths of more
 * than {@link #MAX_HOPS} hops are not used; where the cheapest are longer, those of the fewest hops
 * are taken instead.
 */
public final class Topology {

    /**
     * Paths longer than this are not used: each hop is one more who must be trusted and waited for.
     */
    public static final int MAX_HOPS = 8;

    /** Most paths that are asked for. */
    public static final int MAX_PATHS = 4;

    /** The dearest hop that is still open. */
    public static final double MAX_HOP_COST = 1000;

    private final Map<SiteId, TreeMap<SiteId, LinkId>> neighbours = new TreeMap<>();
    private final List<LinkId> links;

    public Topology(List<LinkId> links) {
        this.links = List.copyOf(links);
        for (LinkId link : links) {
            add(link.alice(), link.bob(), link);
            add(link.bob(), link.alice(), link);
        }
    }

    private void add(SiteId from, SiteId to, LinkId link) {
        LinkId before =
                neighbours.computeIfAbsent(from, _ -> new TreeMap<>()).putIfAbsent(to, link);
        if (before != null) {
            throw new IllegalArgumentException("two links join " + from + " and " + to);
        }
    }

    public Optional<LinkId> between(SiteId one, SiteId other) {
        TreeMap<SiteId, LinkId> ends = neighbours.get(one);
        return ends == null ? Optional.empty() : Optional.ofNullable(ends.get(other));
    }

    public List<LinkId> linksOf(SiteId site) {
        return links.stream().filter(link -> link.joins(site)).toList();
    }

    public boolean knows(SiteId site) {
        return neighbours.containsKey(site);
    }

    /** All sites, in the order of their names. */
    public List<SiteId> sites() {
        return List.copyOf(neighbours.keySet());
    }

    /**
     * Up to {@code count} paths, both ends included, of which no two share a node between the ends:
     * as many as there are, the cheapest first; none if there is no path.
     */
    public List<List<SiteId>> disjoint(SiteId from, SiteId to, int count, HopCost cost) {
        if (count < 1 || count > MAX_PATHS) {
            throw new IllegalArgumentException("1 to " + MAX_PATHS + " paths can be asked for");
        }
        if (from.equals(to) || !knows(from) || !knows(to)) {
            return List.of();
        }
        HopCost everyHopTheSame =
                (site, link) -> isOpen(cost.of(site, link)) ? 1 : cost.of(site, link);
        for (int paths = count; paths > 0; paths--) {
            for (HopCost costs : List.of(cost, everyHopTheSame)) {
                List<List<SiteId>> found = flow(from, to, costs).paths(paths);
                if (found.size() == paths && found.stream().allMatch(Topology::isShortEnough)) {
                    return found;
                }
            }
        }
        return List.of();
    }

    private static boolean isShortEnough(List<SiteId> path) {
        return path.size() <= MAX_HOPS + 1;
    }

    private static boolean isOpen(double cost) {
        return cost < Double.POSITIVE_INFINITY;
    }

    private DisjointFlow flow(SiteId from, SiteId to, HopCost cost) {
        List<SiteId> sites = sites();
        Map<SiteId, Integer> numbers = new HashMap<>();
        for (SiteId site : sites) {
            numbers.put(site, numbers.size());
        }
        DisjointFlow flow = new DisjointFlow(sites, number(numbers, from), number(numbers, to));
        for (SiteId site : sites) {
            for (var end : neighbours.getOrDefault(site, new TreeMap<>()).entrySet()) {
                double hop = cost.of(site, end.getValue());
                if (isOpen(hop)) {
                    flow.addHop(number(numbers, site), number(numbers, end.getKey()), hop);
                }
            }
        }
        return flow;
    }

    private static int number(Map<SiteId, Integer> numbers, SiteId site) {
        Integer number = numbers.get(site);
        if (number == null) {
            throw new IllegalArgumentException(site + " has no link");
        }
        return number;
    }
}
