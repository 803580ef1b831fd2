package io.warifu.gateway.ledger;

import java.util.List;

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
}
