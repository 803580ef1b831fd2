package io.warifu.keys.relay;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * The network's QKD links and the cheapest way through them (Dijkstra).
 *
 * <p>Guarantee: the same topology and costs give the same path at every site and in every run;
 * among equal paths the one whose sites come first in the alphabet wins.
 */
public final class Topology {

    /** Paths longer than this are not used: each hop doubles who must be trusted and waited for. */
    public static final int MAX_HOPS = 8;

    private final Map<SiteId, Map<SiteId, LinkId>> neighbours = new HashMap<>();
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
        return Optional.ofNullable(neighbours.getOrDefault(one, Map.of()).get(other));
    }

    public List<LinkId> linksOf(SiteId site) {
        return links.stream().filter(link -> link.joins(site)).toList();
    }

    public boolean knows(SiteId site) {
        return neighbours.containsKey(site);
    }

    /**
     * The cheapest path, both ends included.
     *
     * @param cost of a link, more than zero; infinite for one that cannot be used
     */
    Optional<List<SiteId>> cheapest(SiteId from, SiteId to, ToDoubleFunction<LinkId> cost) {
        record Reached(double cost, List<SiteId> path) {}
        PriorityQueue<Reached> open =
                new PriorityQueue<>(
                        Comparator.comparingDouble(Reached::cost)
                                .thenComparing(reached -> reached.path().toString()));
        open.add(new Reached(0, List.of(from)));
        Set<SiteId> done = new HashSet<>();
        while (!open.isEmpty()) {
            Reached nearest = open.remove();
            SiteId last = nearest.path().getLast();
            if (last.equals(to)) {
                return Optional.of(nearest.path());
            }
            if (!done.add(last) || nearest.path().size() > MAX_HOPS) {
                continue;
            }
            for (var edge : neighbours.getOrDefault(last, Map.<SiteId, LinkId>of()).entrySet()) {
                double total = nearest.cost() + cost.applyAsDouble(edge.getValue());
                if (total < Double.POSITIVE_INFINITY && !done.contains(edge.getKey())) {
                    List<SiteId> path = new ArrayList<>(nearest.path());
                    path.add(edge.getKey());
                    open.add(new Reached(total, List.copyOf(path)));
                }
            }
        }
        return Optional.empty();
    }
}
