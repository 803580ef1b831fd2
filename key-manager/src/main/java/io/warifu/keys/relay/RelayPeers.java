package io.warifu.keys.relay;

import io.warifu.kernel.id.SiteId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The other key managers. A peer that does not answer is an outcome, not an exception. */
interface RelayPeers {

    /** Sends one hop and waits for the answer of the whole rest of the path. */
    Optional<byte[]> relay(SiteId next, byte[] message, Duration timeout);

    /** Tells a destination to erase keys of this site that will not be issued; best effort. */
    void voidKeys(SiteId destination, List<UUID> ids, String reason);
}
