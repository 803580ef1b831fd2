package io.warifu.keys.view;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.enrolment.Sae;
import io.warifu.keys.enrolment.SaeDirectory;
import io.warifu.keys.fairness.Fairness;
import io.warifu.keys.fairness.PairAccounts;
import io.warifu.keys.fairness.SaePair;
import io.warifu.keys.pool.LinkStock;
import io.warifu.keys.pool.OwnLinks;
import io.warifu.keys.relay.KeyRelay;
import io.warifu.keys.store.KeyStore;
import java.util.List;

/** Puts the picture together out of what the parts know. */
final class Observatory {

    private final SiteId own;
    private final OwnLinks ownLinks;
    private final LinkStock stock;
    private final KeyStore store;
    private final KeyRelay relay;
    private final SaeDirectory saes;
    private final PairAccounts accounts;
    private final Fairness fairness;

    Observatory(
            SiteId own,
            OwnLinks ownLinks,
            LinkStock stock,
            KeyStore store,
            KeyRelay relay,
            SaeDirectory saes,
            PairAccounts accounts,
            Fairness fairness) {
        this.own = own;
        this.ownLinks = ownLinks;
        this.stock = stock;
        this.store = store;
        this.relay = relay;
        this.saes = saes;
        this.accounts = accounts;
        this.fairness = fairness;
    }

    Picture picture() {
        return new Picture(
                own.value(),
                store.waiting(),
                ownLinks.links().stream().map(stock::view).toList(),
                pairs());
    }

    List<PairView> pairs() {
        return accounts.all().stream().map(this::view).toList();
    }

    private PairView view(PairAccounts.Account account) {
        SaePair pair = account.pair();
        SiteId target = saes.byId(pair.slave()).map(Sae::home).orElse(own);
        long available = fairness.availableBits(pair, relay.availableBits(target));
        double rate = accounts.bitsPerSecond(pair);
        return new PairView(
                pair.master().value(),
                pair.slave().value(),
                target.value(),
                account.keys(),
                account.bits(),
                rate,
                available,
                fairness.reservedBits(pair),
                PairView.minutesLeft(available, rate));
    }
}
