package io.warifu.gateway.pair;

import io.warifu.gateway.epoch.ConfirmedEpoch;
import io.warifu.gateway.ledger.EpochTotals;
import io.warifu.gateway.pair.PairSnapshot.EpochView;
import java.time.Duration;

/** A confirmed epoch that waits for its use, and since when. */
record InHand(ConfirmedEpoch epoch, long sinceNanos) {

    /** Past its not-after an epoch stays so long for the end that may not start it. */
    static final Duration GRACE = Duration.ofSeconds(30);

    static final EpochTotals NOTHING = new EpochTotals(0, 0, 0, 0, 0);

    int number() {
        return epoch.number();
    }

    boolean isExpired(long nowNanos, boolean leading) {
        Duration life = leading ? life() : life().plus(GRACE);
        return nowNanos - sinceNanos > life.toNanos();
    }

    EpochView view(long nowNanos) {
        return EpochView.of(epoch, Duration.ofNanos(nowNanos - sinceNanos), life(), NOTHING);
    }

    private Duration life() {
        return Duration.ofSeconds(epoch.notAfterSeconds());
    }
}
