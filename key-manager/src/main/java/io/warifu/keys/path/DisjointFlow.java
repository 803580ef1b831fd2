package io.warifu.keys.path;

import io.warifu.kernel.id.SiteId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A flow of least cost in which each node but the two ends may be passed once.
 *
 * <p>Each node is split into an entrance and an exit joined by an arc of capacity one; each unit of
 * flow is one path. One shortest augmenting path (Bellman-Ford, because going back over a used arc
 * has a negative cost) adds one path and keeps the total least (Ford and Fulkerson 1962; Suurballe
 * 1974 for disjoint paths). Costs are whole numbers, so that equal means equal at every site.
 */
final class DisjointFlow {

    /** Costs are compared to a millionth, then by the number of hops. */
    private static final double STEPS_PER_UNIT = 1_000_000;

    private static final long WEIGHT_OF_A_STEP = 4096;
    private static final long UNREACHED = Long.MAX_VALUE;

    private final List<SiteId> sites;
    private final int source;
    private final int sink;
    private final List<List<Arc>> arcs = new ArrayList<>();

    DisjointFlow(List<SiteId> sites, int from, int to) {
        this.sites = sites;
        this.source = exit(from);
        this.sink = entrance(to);
        for (int node = 0; node < sites.size(); node++) {
            arcs.add(new ArrayList<>());
            arcs.add(new ArrayList<>());
            if (node != from && node != to) {
                add(entrance(node), exit(node), 0);
            }
        }
    }

    /** An arc of capacity one, or the way back over it. */
    private static final class Arc {
        private final int tail;
        private final int head;
        private final long cost;
        private final Arc reverse;
        private final boolean forward;
        private boolean open;

        Arc(int tail, int head, long cost) {
            this.tail = tail;
            this.head = head;
            this.cost = cost;
            this.forward = true;
            this.open = true;
            this.reverse = new Arc(this);
        }

        private Arc(Arc forward) {
            this.tail = forward.head;
            this.head = forward.tail;
            this.cost = -forward.cost;
            this.forward = false;
            this.open = false;
            this.reverse = forward;
        }

        void push() {
            open = false;
            reverse.open = true;
        }
    }

    private static int entrance(int node) {
        return 2 * node;
    }

    private static int exit(int node) {
        return 2 * node + 1;
    }

    void addHop(int from, int to, double cost) {
        if (!(cost > 0 && cost <= Topology.MAX_HOP_COST)) {
            throw new IllegalArgumentException("a hop's cost lies out of range");
        }
        add(exit(from), entrance(to), Math.round(cost * STEPS_PER_UNIT) * WEIGHT_OF_A_STEP + 1);
    }

    private void add(int tail, int head, long cost) {
        Arc arc = new Arc(tail, head, cost);
        arcs.get(tail).add(arc);
        arcs.get(head).add(arc.reverse);
    }

    /** Up to {@code count} paths of least total cost, the cheapest first; called once. */
    List<List<SiteId>> paths(int count) {
        int found = 0;
        while (found < count && augment()) {
            found++;
        }
        List<Walk> walks = new ArrayList<>();
        for (int i = 0; i < found; i++) {
            walks.add(takeWalk());
        }
        walks.sort(
                Comparator.comparingLong(Walk::cost).thenComparing(walk -> walk.path().toString()));
        return walks.stream().map(Walk::path).toList();
    }

    private boolean augment() {
        long[] distance = new long[arcs.size()];
        Arc[] last = new Arc[arcs.size()];
        Arrays.fill(distance, UNREACHED);
        distance[source] = 0;
        ArrayDeque<Integer> open = new ArrayDeque<>(List.of(source));
        boolean[] queued = new boolean[arcs.size()];
        while (!open.isEmpty()) {
            int node = open.remove();
            queued[node] = false;
            for (Arc arc : arcs.get(node)) {
                if (arc.open && distance[node] + arc.cost < distance[arc.head]) {
                    distance[arc.head] = distance[node] + arc.cost;
                    last[arc.head] = arc;
                    if (!queued[arc.head] && arc.head != sink) {
                        queued[arc.head] = true;
                        open.add(arc.head);
                    }
                }
            }
        }
        if (distance[sink] == UNREACHED) {
            return false;
        }
        for (int node = sink; node != source; ) {
            Arc arc = last[node];
            arc.push();
            node = arc.tail;
        }
        return true;
    }

    private record Walk(long cost, List<SiteId> path) {}

    /** Follows one unit of flow and takes it out. */
    private Walk takeWalk() {
        List<SiteId> path = new ArrayList<>(List.of(sites.get(source / 2)));
        long cost = 0;
        int node = source;
        while (node != sink) {
            Arc used = usedFrom(node);
            used.open = true;
            used.reverse.open = false;
            cost += used.cost;
            node = used.head;
            if (node % 2 == 0) {
                path.add(sites.get(node / 2));
            }
        }
        return new Walk(cost, List.copyOf(path));
    }

    private Arc usedFrom(int node) {
        for (Arc arc : arcs.get(node)) {
            if (arc.forward && !arc.open) {
                return arc;
            }
        }
        throw new IllegalStateException("a flow that ends before its sink");
    }
}
