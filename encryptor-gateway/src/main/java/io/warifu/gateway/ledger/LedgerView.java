package io.warifu.gateway.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The ledger at one moment, oldest first.
 *
 * @param lines of the whole ledger
 * @param chain value of the newest line
 * @param forgottenEpochs older ones, which stand in the file only
 */
public record LedgerView(
        long lines,
        String chain,
        long forgottenEpochs,
        List<LedgerEpoch> epochs,
        List<SpentPads> pads,
        List<BurntKey> burnt) {

    public LedgerView {
        epochs = List.copyOf(epochs);
        pads = List.copyOf(pads);
        burnt = List.copyOf(burnt);
    }

    /** The oldest epoch that is here, if older ones are not. */
    Optional<Instant> completeSince() {
        return forgottenEpochs == 0
                ? Optional.empty()
                : epochs.stream().map(LedgerEpoch::confirmedAt).min(Instant::compareTo);
    }
}
