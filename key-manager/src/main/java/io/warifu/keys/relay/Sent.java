package io.warifu.keys.relay;

import java.util.List;

/** What became of an order. */
public sealed interface Sent {

    /** Every destination has committed the keys, and this site that it issued them. */
    record Issued(List<ReadyKey> keys) implements Sent {

        public Issued {
            keys = List.copyOf(keys);
        }
    }

    /** No path has enough key. */
    record Exhausted(long availableBits) implements Sent {}

    /** A destination or a node on the way does not answer. */
    record Unreachable() implements Sent {}

    /** A destination answers and does not take these keys. */
    record NotTaken() implements Sent {}

    /** The network has no way that the policy allows. */
    record PolicyNotMet() implements Sent {}
}
