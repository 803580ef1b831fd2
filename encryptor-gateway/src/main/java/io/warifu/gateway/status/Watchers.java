package io.warifu.gateway.status;

import io.warifu.gateway.ledger.EpochEntry;
import io.warifu.gateway.ledger.EpochName;
import io.warifu.gateway.ledger.EpochTotals;
import io.warifu.gateway.pair.Alarm;
import io.warifu.gateway.pair.GatewayEvents;
import io.warifu.gateway.pair.PairState;
import io.warifu.gateway.stock.StockWatch;
import io.warifu.kernel.id.SiteId;

/** Tells the hub, the counters and the stock what happens. */
public final class Watchers implements GatewayEvents {

    private final EventHub hub;
    private final EpochCounters counters;
    private final StockWatch stock;

    public Watchers(EventHub hub, EpochCounters counters, StockWatch stock) {
        this.hub = hub;
        this.counters = counters;
        this.stock = stock;
    }

    @Override
    public void stateChanged(SiteId peer, PairState from, PairState to, String reasonCode) {
        hub.stateChanged(peer, from, to, reasonCode);
    }

    @Override
    public void epochConfirmed(EpochEntry entry) {
        if (entry.initiatedHere() && entry.keyId().isPresent()) {
            stock.drew(entry.name().peer(), 1);
        }
        counters.of(entry.name().peer()).confirmed().increment();
        hub.epochConfirmed(entry);
    }

    @Override
    public void epochSwitched(EpochName name) {
        counters.of(name.peer()).switched().increment();
        hub.epochSwitched(name);
    }

    @Override
    public void epochErased(EpochName name, EpochTotals totals) {
        counters.of(name.peer()).erased().increment();
        hub.epochErased(name, totals);
    }

    @Override
    public void alarm(SiteId peer, Alarm alarm) {
        counters.of(peer).alarm(alarm).increment();
        hub.alarm(peer, alarm);
    }
}
