package io.warifu.gateway.status;

import io.warifu.gateway.ledger.DurableKeyLedger;
import io.warifu.gateway.otp.OtpBudgets;
import io.warifu.gateway.pair.PairSnapshot;
import io.warifu.gateway.stock.StockView;
import io.warifu.gateway.stock.StockWatch;
import io.warifu.gateway.tunnel.Gateway;
import io.warifu.kernel.id.SiteId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Puts what the parts know of each pair together. */
public final class Lookout {

    private final Gateway gateway;
    private final StockWatch stock;
    private final DurableKeyLedger ledger;
    private final OtpBudgets budgets;

    public Lookout(Gateway gateway, StockWatch stock, DurableKeyLedger ledger, OtpBudgets budgets) {
        this.gateway = gateway;
        this.stock = stock;
        this.ledger = ledger;
        this.budgets = budgets;
    }

    List<PairView> pairs() {
        return gateway.pairs().stream().map(this::view).toList();
    }

    private PairView view(PairSnapshot pair) {
        SiteId peer = pair.peer();
        return PairView.of(pair, stock.view(peer), ledger.burntKeys(peer), budgets.levelKeys(peer));
    }

    /** Names of the QKD keys under which carriers to a peer may be sealing now. */
    public List<UUID> keysInUse(SiteId peer) {
        PairSnapshot pair = pair(peer);
        return Stream.concat(pair.inUse().stream(), pair.fading().stream())
                .map(PairSnapshot.EpochView::keyId)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    List<SiteId> peers() {
        return gateway.pairs().stream().map(PairSnapshot::peer).toList();
    }

    PairSnapshot pair(SiteId peer) {
        return gateway.pairs().stream()
                .filter(pair -> pair.peer().equals(peer))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no peer " + peer));
    }

    StockView stock(SiteId peer) {
        return stock.view(peer);
    }

    long burntKeys(SiteId peer) {
        return ledger.burntKeys(peer);
    }

    int otpBudgetKeys(SiteId peer) {
        return budgets.levelKeys(peer);
    }
}
