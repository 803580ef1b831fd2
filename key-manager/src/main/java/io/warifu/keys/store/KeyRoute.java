package io.warifu.keys.store;

import io.warifu.kernel.id.LinkId;
import io.warifu.kernel.id.SiteId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The way a key came from source to destination.
 *
 * @param paths node-disjoint paths, source and destination included; none if both SAEs live at one
 *     site
 */
public record KeyRoute(List<List<SiteId>> paths, HybridMode hybrid) {

    public KeyRoute {
        paths = paths.stream().map(List::copyOf).toList();
    }

    /** Of a key that crosses no link. */
    public static KeyRoute within() {
        return new KeyRoute(List.of(), HybridMode.OFF);
    }

    /** Whether no other node took part: one hop, or none at all. */
    public boolean isDirect() {
        return paths.stream().allMatch(path -> path.size() <= 2);
    }

    /** Names of the links crossed, each by its two ends in the order of the alphabet. */
    List<String> links() {
        List<String> links = new ArrayList<>();
        for (List<SiteId> path : paths) {
            for (int i = 1; i < path.size(); i++) {
                links.add(name(path.get(i - 1), path.get(i)));
            }
        }
        return links;
    }

    static String name(LinkId link) {
        return name(link.alice(), link.bob());
    }

    private static String name(SiteId one, SiteId other) {
        return one.compareTo(other) < 0 ? one + "-" + other : other + "-" + one;
    }

    /** The paths as one text: sites joined by {@code >}, paths by a blank. */
    String text() {
        return paths.stream()
                .map(path -> path.stream().map(SiteId::value).collect(Collectors.joining(">")))
                .collect(Collectors.joining(" "));
    }

    static KeyRoute of(String text, HybridMode hybrid) {
        if (text.isEmpty()) {
            return new KeyRoute(List.of(), hybrid);
        }
        return new KeyRoute(
                Arrays.stream(text.split(" "))
                        .map(path -> Arrays.stream(path.split(">")).map(SiteId::new).toList())
                        .toList(),
                hybrid);
    }
}
