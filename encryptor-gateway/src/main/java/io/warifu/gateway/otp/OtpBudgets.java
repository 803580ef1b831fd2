package io.warifu.gateway.otp;

import io.warifu.gateway.stock.StockSample;
import io.warifu.gateway.stock.StockWatch;
import io.warifu.kernel.id.SiteId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/** The budgets of all peers, kept up to date by the looks at the stock. */
public final class OtpBudgets implements StockWatch.Listener {

    private final Map<SiteId, OtpBudget> budgets = new HashMap<>();
    private final LongSupplier nanoTime;

    public OtpBudgets(List<SiteId> peers, LongSupplier nanoTime) {
        peers.forEach(peer -> budgets.put(peer, new OtpBudget()));
        this.nanoTime = nanoTime;
    }

    @Override
    public void looked(
            SiteId peer, long nowNanos, Optional<StockSample> stock, OptionalDouble incoming) {
        OtpBudget budget = of(peer);
        stock.ifPresentOrElse(
                sample -> budget.look(nowNanos, sample, incoming),
                () -> budget.lookFailed(nowNanos));
    }

    Optional<OtpBudget.Denial> take(SiteId peer, int keys) {
        return of(peer).take(nanoTime.getAsLong(), keys);
    }

    void giveBack(SiteId peer, int keys) {
        of(peer).giveBack(keys);
    }

    /** Keys that fields to this peer may draw now. */
    public int levelKeys(SiteId peer) {
        return of(peer).levelKeys(nanoTime.getAsLong());
    }

    private OtpBudget of(SiteId peer) {
        OtpBudget budget = budgets.get(peer);
        if (budget == null) {
            throw new IllegalArgumentException("no peer " + peer);
        }
        return budget;
    }
}
