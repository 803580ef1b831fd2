package io.warifu.gateway.ledger;

import io.warifu.kernel.id.SiteId;
import java.util.UUID;

/** What a line of the ledger says. */
sealed interface LedgerEvent {

    /**
     * A process began to write here; every epoch that is still open ended with the one before.
     *
     * @param cutBytes of a torn last line that were removed
     */
    record Started(int cutBytes) implements LedgerEvent {}

    /** See {@link KeyLedger#confirmed}. */
    record Confirmed(EpochEntry entry) implements LedgerEvent {}

    /** See {@link KeyLedger#switched}. */
    record Switched(EpochName name) implements LedgerEvent {}

    /** See {@link KeyLedger#erased}. */
    record Erased(EpochName name, EpochTotals totals) implements LedgerEvent {}

    /** See {@link KeyLedger#burnt}. */
    record Burnt(SiteId peer, UUID keyId, String reasonCode) implements LedgerEvent {}

    /** See {@link PadLedger#padsSpent}. */
    record Pads(PadUse use) implements LedgerEvent {}

    /** See {@link PadLedger#padsBurnt}. */
    record PadsBurnt(BurntPads pads) implements LedgerEvent {}
}
