package io.warifu.gateway.pair;

import io.warifu.gateway.epoch.EpochInUse;
import java.time.Duration;

/** An epoch that was in use, and since when it is not. */
record Fading(EpochInUse epoch, long sinceNanos) {

    /** How long set-ups that began before the switch may still be finished. */
    static final Duration LINK_GRACE = Duration.ofSeconds(10);

    boolean givesKeys(long nowNanos) {
        return epoch.givesKeys() && nowNanos - sinceNanos <= LINK_GRACE.toNanos();
    }
}
