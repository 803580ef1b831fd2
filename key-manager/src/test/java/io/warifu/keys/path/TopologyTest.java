package io.warifu.keys.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopologyTest {

    private static final Topology JAPAN =
            new Topology(
                    List.of(
                            link("tokyo", "koganei"),
                            link("tokyo", "nagoya"),
                            link("koganei", "nagoya"),
                            link("koganei", "osaka"),
                            link("nagoya", "osaka"),
                            link("nagoya", "kochi"),
                            link("osaka", "kochi")));

    @Test
    void findsNoPathWhenEveryWayIsClosed() {
        assertThat(
                        path(
                                "tokyo",
                                "kochi",
                                avoiding(link("nagoya", "kochi"), link("osaka", "kochi"))))
                .isEmpty();
        assertThat(JAPAN.disjoint(site("tokyo"), site("sapporo"), 1, (_, _) -> 1)).isEmpty();
    }

    @Test
    void refusesTwoLinksBetweenTheSameSites() {
        assertThatThrownBy(
                        () -> new Topology(List.of(link("tokyo", "kochi"), link("kochi", "tokyo"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void findsNoPathLongerThanTheLimit() {
        List<LinkId> chain =
                IntStream.range(0, 12).mapToObj(i -> link("site" + i, "site" + (i + 1))).toList();
        Topology line = new Topology(chain);
        assertThat(line.disjoint(site("site0"), site("site8"), 1, (_, _) -> 1)).hasSize(1);
        assertThat(line.disjoint(site("site0"), site("site9"), 1, (_, _) -> 1)).isEmpty();
    }

    @Test
    void takesTheShortestWay() {
        assertThat(path("tokyo", "koganei", _ -> 1)).containsExactly("tokyo", "koganei");
        assertThat(path("tokyo", "kochi", _ -> 1)).containsExactly("tokyo", "nagoya", "kochi");
    }

    @Test
    void goesRoundAClosedLink() {
        assertThat(path("tokyo", "koganei", avoiding(link("tokyo", "koganei"))))
                .containsExactly("tokyo", "nagoya", "koganei");
        assertThat(path("tokyo", "kochi", avoiding(link("nagoya", "kochi"))))
                .containsExactly("tokyo", "koganei", "osaka", "kochi");
    }

    @Test
    void prefersALongerWayThatCostsLess() {
        LinkId dear = link("tokyo", "nagoya");
        assertThat(path("tokyo", "nagoya", l -> l.equals(dear) ? 5 : 1))
                .containsExactly("tokyo", "koganei", "nagoya");
    }

    private static List<String> path(String from, String to, ToDoubleFunction<LinkId> cost) {
        return JAPAN
                .disjoint(site(from), site(to), 1, (_, link) -> cost.applyAsDouble(link))
                .stream()
                .flatMap(path -> path.stream().map(SiteId::value))
                .toList();
    }

    private static ToDoubleFunction<LinkId> avoiding(LinkId... closed) {
        return link -> Set.of(closed).contains(link) ? Double.POSITIVE_INFINITY : 1;
    }

    private static LinkId link(String alice, String bob) {
        return new LinkId(site(alice), site(bob));
    }

    private static SiteId site(String name) {
        return new SiteId(name);
    }
}
