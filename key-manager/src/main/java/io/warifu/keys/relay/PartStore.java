package io.warifu.keys.relay;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import java.time.Instant;
import java.util.List;

/**
 * Parts that wait at the destination for the others of their batch.
 *
 * <p>Guarantee: of parts that arrive at once exactly one call finds the batch complete. {@link
 * #add} joins the caller's transaction.
 */
interface PartStore {

    /** Adds a part; once all are there it takes them out. The store copies the load. */
    Added add(Part part);

    /** Forgets parts that expired; says how many. */
    int expire(Instant now);

    /** One part, as it came over its path. */
    record Part(int number, List<SiteId> path, Manifest manifest, SecretBytes load) {

        public Part {
            path = List.copyOf(path);
        }
    }

    /** What the batch has now. */
    sealed interface Added {
        record Incomplete() implements Added {}

        /** All parts in their order; the caller closes the loads. */
        record Complete(List<Part> parts) implements Added {}

        /** The parts contradict each other; all are forgotten. */
        record Differs() implements Added {}
    }
}
