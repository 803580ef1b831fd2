package io.warifu.keys.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DisjointPathsTest {

    private static final int RANDOM_NETWORKS = 400;

    @Test
    void findsNothingBetweenASiteAndItselfOrToAnUnknownOne() {
        Topology line = new Topology(List.of(link("aa", "bb")));
        assertThat(line.disjoint(site("aa"), site("aa"), 1, (_, _) -> 1)).isEmpty();
        assertThat(line.disjoint(site("aa"), site("zz"), 1, (_, _) -> 1)).isEmpty();
        assertThatThrownBy(() -> line.disjoint(site("aa"), site("bb"), 5, (_, _) -> 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> line.disjoint(site("aa"), site("bb"), 1, (_, _) -> 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void findsThePairThatTheShortestPathStandsInTheWayOf() {
        // The shortest path s-b-c-t leaves no second one; the pair is s-b-d-t and s-a-c-t.
        Topology trap =
                new Topology(
                        List.of(
                                link("ss", "bb"),
                                link("bb", "cc"),
                                link("cc", "tt"),
                                link("ss", "aa"),
                                link("aa", "cc"),
                                link("bb", "dd"),
                                link("dd", "tt")));
        HopCost cost = (_, l) -> l.equals(link("aa", "cc")) || l.equals(link("bb", "dd")) ? 5 : 1;
        assertThat(names(trap.disjoint(site("ss"), site("tt"), 1, cost)))
                .containsExactly(List.of("ss", "bb", "cc", "tt"));
        assertThat(names(trap.disjoint(site("ss"), site("tt"), 2, cost)))
                .containsExactly(List.of("ss", "aa", "cc", "tt"), List.of("ss", "bb", "dd", "tt"));
    }

    @Test
    void givesOnePathWhereOneNodeIsOnEveryWay() {
        Topology waist =
                new Topology(
                        List.of(
                                link("ss", "aa"),
                                link("ss", "bb"),
                                link("aa", "mm"),
                                link("bb", "mm"),
                                link("mm", "cc"),
                                link("mm", "dd"),
                                link("cc", "tt"),
                                link("dd", "tt")));
        assertThat(waist.disjoint(site("ss"), site("tt"), 2, (_, _) -> 1)).hasSize(1);
    }

    @Test
    void agreesWithTryingEverythingOnSmallRandomNetworks() {
        SplittableRandom random = new SplittableRandom(20261126);
        for (int round = 0; round < RANDOM_NETWORKS; round++) {
            int nodes = 3 + random.nextInt(5);
            Map<String, Double> costs = new HashMap<>();
            List<LinkId> links = new ArrayList<>();
            for (int i = 0; i < nodes; i++) {
                for (int j = i + 1; j < nodes; j++) {
                    if (random.nextInt(100) < 55) {
                        LinkId link = link("n" + i, "n" + j);
                        links.add(link);
                        costs.put(link.alice() + ">" + link, 1 + random.nextInt(6) * 0.5);
                        costs.put(link.bob() + ">" + link, 1 + random.nextInt(6) * 0.5);
                    }
                }
            }
            Topology network = new Topology(links);
            HopCost cost = (from, link) -> costs.getOrDefault(from + ">" + link, 0.0);
            List<List<SiteId>> every = new ArrayList<>();
            walk(network, new ArrayList<>(List.of(site("n0"))), site("n1"), every);
            for (int count = 1; count <= 3; count++) {
                List<List<SiteId>> found = network.disjoint(site("n0"), site("n1"), count, cost);
                Best best = best(network, every, count, cost);
                assertThat(found).as("network %s", links).hasSize(best.paths());
                assertThat(total(network, found, cost)).isCloseTo(best.cost(), within(1e-9));
                assertDisjoint(found);
                assertThat(network.disjoint(site("n0"), site("n1"), count, cost)).isEqualTo(found);
            }
        }
    }

    private record Best(int paths, double cost) {}

    private static Best best(Topology network, List<List<SiteId>> every, int count, HopCost cost) {
        Best[] best = {new Best(0, 0)};
        choose(network, every, 0, new ArrayList<>(), count, cost, best);
        return best[0];
    }

    private static void choose(
            Topology network,
            List<List<SiteId>> every,
            int from,
            List<List<SiteId>> chosen,
            int count,
            HopCost cost,
            Best[] best) {
        double total = total(network, chosen, cost);
        if (chosen.size() > best[0].paths()
                || (chosen.size() == best[0].paths() && total < best[0].cost())) {
            best[0] = new Best(chosen.size(), total);
        }
        if (chosen.size() == count) {
            return;
        }
        for (int i = from; i < every.size(); i++) {
            List<SiteId> next = every.get(i);
            if (chosen.stream().allMatch(path -> areDisjoint(path, next))) {
                chosen.add(next);
                choose(network, every, i + 1, chosen, count, cost, best);
                chosen.removeLast();
            }
        }
    }

    private static void walk(
            Topology network, List<SiteId> path, SiteId to, List<List<SiteId>> every) {
        if (path.getLast().equals(to)) {
            every.add(List.copyOf(path));
            return;
        }
        for (LinkId link : network.linksOf(path.getLast())) {
            SiteId next = link.otherEnd(path.getLast());
            if (!path.contains(next)) {
                path.add(next);
                walk(network, path, to, every);
                path.removeLast();
            }
        }
    }

    private static double total(Topology network, List<List<SiteId>> paths, HopCost cost) {
        double total = 0;
        for (List<SiteId> path : paths) {
            for (int hop = 1; hop < path.size(); hop++) {
                LinkId link = network.between(path.get(hop - 1), path.get(hop)).orElseThrow();
                total += cost.of(path.get(hop - 1), link);
            }
        }
        return total;
    }

    private static void assertDisjoint(List<List<SiteId>> paths) {
        for (int i = 0; i < paths.size(); i++) {
            for (int j = i + 1; j < paths.size(); j++) {
                assertThat(areDisjoint(paths.get(i), paths.get(j))).isTrue();
            }
        }
    }

    private static boolean areDisjoint(List<SiteId> one, List<SiteId> other) {
        Set<SiteId> between = new HashSet<>(one.subList(1, one.size() - 1));
        boolean shared = other.subList(1, other.size() - 1).stream().anyMatch(between::contains);
        return !shared && !(one.size() == 2 && other.size() == 2);
    }

    private static List<List<String>> names(List<List<SiteId>> paths) {
        return paths.stream().map(path -> path.stream().map(SiteId::value).toList()).toList();
    }

    private static LinkId link(String alice, String bob) {
        return new LinkId(site(alice), site(bob));
    }

    private static SiteId site(String name) {
        return new SiteId(name);
    }
}
