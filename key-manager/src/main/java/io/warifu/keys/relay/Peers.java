package io.warifu.keys.relay;

import io.warifu.kernel.id.SiteId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** The other key managers. A peer that does not answer is an outcome, not an exception. */
public interface Peers {

    /** Sends one hop and waits for the answer of the whole rest of the path. */
    RelayAnswer relay(SiteId next, RelayMessage message, Duration timeout);

    /** Asks the destination to forget keys that were never issued; best effort. */
    void cancel(SiteId destination, List<UUID> keyIds);
}
