package io.warifu.keys.relay;

import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How a key shall travel; kept, or the key is not sent.
 *
 * @param minPaths node-disjoint paths that the key is split over; the relay's choice if empty
 * @param maxAge of the QKD key it is sent under, at every hop; any if null
 */
public record RoutePolicy(
        OptionalInt minPaths, Route route, Hybrid hybrid, @Nullable Duration maxAge) {

    /** No wishes. */
    public static final RoutePolicy DEFAULT =
            new RoutePolicy(OptionalInt.empty(), Route.ANY, Hybrid.ALLOWED, null);

    /** Whether other nodes may, must or must not take part. */
    public enum Route {
        ANY,
        DIRECT,
        RELAYED
    }

    /** Whether a secret of ML-KEM is mixed in. */
    public enum Hybrid {
        REQUIRED,
        ALLOWED,
        OFF
    }
}
