package io.warifu.keys.relay;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.store.IssuedKey;
import io.warifu.keys.store.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Voids at both ends what a process that died left between RESERVED and ISSUED, and forgets parts
 * whose batch was never completed.
 */
final class StaleTask {

    /** No relay takes as long: whoever reserved these keys does not live any more. */
    static final Duration STALE_AFTER = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(StaleTask.class);
    private static final long PERIOD_MILLIS = 15_000;

    private final SiteId own;
    private final KeyStore store;
    private final PartStore parts;
    private final RelayPeers peers;
    private final InstantSource clock;

    StaleTask(SiteId own, KeyStore store, PartStore parts, RelayPeers peers, InstantSource clock) {
        this.own = own;
        this.store = store;
        this.parts = parts;
        this.peers = peers;
        this.clock = clock;
    }

    @Scheduled(initialDelay = PERIOD_MILLIS, fixedDelay = PERIOD_MILLIS)
    void run() {
        try {
            int voided = voidStale();
            int expired = parts.expire(clock.instant());
            if (voided > 0 || expired > 0) {
                LOG.warn("{} keys were never issued, {} parts never completed", voided, expired);
            }
        } catch (DataAccessException e) {
            LOG.warn("stale keys could not be voided, next try in {} ms", PERIOD_MILLIS, e);
        }
    }

    /** Says how many keys there were. */
    int voidStale() {
        List<IssuedKey> stale = store.stale(clock.instant().minus(STALE_AFTER), Manifest.MAX_KEYS);
        if (stale.isEmpty()) {
            return 0;
        }
        TreeMap<SiteId, List<UUID>> byDestination = new TreeMap<>();
        for (IssuedKey key : stale) {
            for (SiteId destination : key.destinations()) {
                byDestination.computeIfAbsent(destination, _ -> new ArrayList<>()).add(key.id());
            }
        }
        byDestination.remove(own);
        byDestination.forEach((site, ids) -> peers.voidKeys(site, ids, "never issued"));
        return store.voidKeys(own, stale.stream().map(IssuedKey::id).toList(), "never issued");
    }
}
