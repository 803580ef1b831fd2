package io.warifu.gateway.ledger;

import io.warifu.kernel.id.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One end's word about a pair of sites.
 *
 * @param completeSince if older epochs were left out: the time of the oldest that is there
 */
public record LedgerSide(
        SiteId site,
        Optional<Instant> completeSince,
        List<LedgerEpoch> epochs,
        List<SpentPads> pads) {

    public LedgerSide {
        epochs = List.copyOf(epochs);
        pads = List.copyOf(pads);
    }

    LedgerSide about(SiteId peer) {
        return new LedgerSide(
                site,
                completeSince,
                epochs.stream().filter(e -> e.name().peer().equals(peer)).toList(),
                pads.stream().filter(p -> p.use().peer().equals(peer)).toList());
    }
}
