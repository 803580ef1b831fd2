package io.warifu.gateway.pair;

import io.warifu.gateway.ledger.EpochEntry;
import io.warifu.gateway.ledger.EpochName;
import io.warifu.gateway.ledger.EpochTotals;
import io.warifu.kernel.id.SiteId;

/**
 * What happens, for those who watch. Called on the pair's own thread: an implementation hands over
 * and returns; it does not wait, and it does not throw.
 */
public interface GatewayEvents {

    void stateChanged(SiteId peer, PairState from, PairState to, String reasonCode);

    void epochConfirmed(EpochEntry entry);

    void epochSwitched(EpochName name);

    void epochErased(EpochName name, EpochTotals totals);

    /** Raised once when it begins, with a stable code. */
    void alarm(SiteId peer, Alarm alarm);

    /** Nobody watches. */
    static GatewayEvents none() {
        return new GatewayEvents() {
            @Override
            public void stateChanged(
                    SiteId peer, PairState from, PairState to, String reasonCode) {}

            @Override
            public void epochConfirmed(EpochEntry entry) {}

            @Override
            public void epochSwitched(EpochName name) {}

            @Override
            public void epochErased(EpochName name, EpochTotals totals) {}

            @Override
            public void alarm(SiteId peer, Alarm alarm) {}
        };
    }
}
