package io.warifu.keys.delivery;

import io.warifu.keys.relay.RoutePolicy;
import io.warifu.keys.relay.RoutePolicy.Hybrid;
import io.warifu.keys.relay.RoutePolicy.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What the extensions of a request ask for; null is no wish.
 *
 * @param maxAge of the QKD key that the end key travels under
 */
record Wishes(
        @Nullable Integer minPaths,
        @Nullable Route route,
        @Nullable Hybrid hybrid,
        @Nullable Duration maxAge) {

    static final Wishes NONE = new Wishes(null, null, null, null);

    static final String MIN_PATHS = "warifu_min_paths";
    static final String ROUTE = "warifu_route";
    static final String HYBRID = "warifu_hybrid";
    static final String MAX_AGE = "warifu_max_age";

    boolean isEmpty() {
        return equals(NONE);
    }

    /** These wishes, and {@code weaker} ones where there are none. */
    Wishes over(Wishes weaker) {
        return new Wishes(
                minPaths == null ? weaker.minPaths : minPaths,
                route == null ? weaker.route : route,
                hybrid == null ? weaker.hybrid : hybrid,
                maxAge == null ? weaker.maxAge : maxAge);
    }

    RoutePolicy policy() {
        return new RoutePolicy(
                minPaths == null ? OptionalInt.empty() : OptionalInt.of(minPaths),
                route == null ? Route.ANY : route,
                hybrid == null ? Hybrid.ALLOWED : hybrid,
                maxAge);
    }

    /** The names of the extensions that were asked for. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        if (minPaths != null) {
            names.add(MIN_PATHS);
        }
        if (route != null) {
            names.add(ROUTE);
        }
        if (hybrid != null) {
            names.add(HYBRID);
        }
        if (maxAge != null) {
            names.add(MAX_AGE);
        }
        return names;
    }
}
