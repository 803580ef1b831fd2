package io.warifu.gateway.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * What the ledger knows of one epoch.
 *
 * @param line in which it was confirmed
 * @param switchedAt first use at this end
 * @param endedAt when its secret was wiped, or when the process after the one that held it started
 * @param totals known only if the secret was wiped by the process that held it
 */
public record LedgerEpoch(
        long line,
        EpochEntry entry,
        Instant confirmedAt,
        Optional<Instant> switchedAt,
        Optional<Instant> endedAt,
        State state,
        Optional<EpochTotals> totals) {

    /** How far its life has come. */
    public enum State {
        OPEN,
        ERASED,
        ENDED_BY_RESTART
    }

    static LedgerEpoch confirmed(long line, EpochEntry entry, Instant at) {
        return new LedgerEpoch(
                line, entry, at, Optional.empty(), Optional.empty(), State.OPEN, Optional.empty());
    }

    LedgerEpoch switched(Instant at) {
        return new LedgerEpoch(line, entry, confirmedAt, Optional.of(at), endedAt, state, totals);
    }

    LedgerEpoch erased(Instant at, EpochTotals counted) {
        return new LedgerEpoch(
                line,
                entry,
                confirmedAt,
                switchedAt,
                Optional.of(at),
                State.ERASED,
                Optional.of(counted));
    }

    LedgerEpoch endedByRestart(Instant at) {
        return new LedgerEpoch(
                line,
                entry,
                confirmedAt,
                switchedAt,
                Optional.of(at),
                State.ENDED_BY_RESTART,
                Optional.empty());
    }

    public EpochName name() {
        return entry.name();
    }

    boolean open() {
        return state == State.OPEN;
    }
}
