package io.warifu.gateway.pair;

import io.warifu.gateway.epoch.EpochInUse;
import io.warifu.gateway.ledger.KeyMode;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** Works out how a pair stands, and raises each alarm once. Used by the pair's own thread only. */
final class PairWatch {

    static final Duration CONTROL_DOWN_ALARM = Duration.ofSeconds(10);
    static final String STARTING = "starting";

    private final Epochs epochs;
    private final PairRecords records;
    private final LongSupplier nanoTime;
    private final Set<Alarm> raised = EnumSet.noneOf(Alarm.class);
    private PairState state = PairState.RED;
    private String reason = STARTING;

    PairWatch(Epochs epochs, PairRecords records, LongSupplier nanoTime) {
        this.epochs = epochs;
        this.records = records;
        this.nanoTime = nanoTime;
    }

    PairState state() {
        return state;
    }

    /** Why the state is not GREEN, as a stable code. */
    String reason() {
        return reason;
    }

    void raise(Alarm alarm) {
        if (raised.add(alarm)) {
            records.alarm(alarm);
        }
    }

    /**
     * Looks anew; whether anything changed.
     *
     * @param trouble what keeps the next epoch from being made, if something does
     */
    boolean look(Optional<Alarm> trouble, ControlLine line) {
        if (line.isDownFor(CONTROL_DOWN_ALARM)) {
            raise(Alarm.CONTROL_DOWN);
        } else if (line.isUp()) {
            raised.remove(Alarm.CONTROL_DOWN);
        }
        EpochInUse now = epochs.current();
        if (now == null || !epochs.maySend(now, nanoTime.getAsLong())) {
            if (now == null && trouble.isEmpty()) {
                return become(PairState.RED, STARTING);
            }
            raise(Alarm.KEY_EXHAUSTED);
            return become(PairState.RED, Alarm.KEY_EXHAUSTED.tag());
        }
        if (now.entry().mode() == KeyMode.PQC_ONLY) {
            raise(Alarm.PQC_ONLY);
            return become(PairState.AMBER, Alarm.PQC_ONLY.tag());
        }
        boolean isDown = line.isDownFor(ControlLine.MAX_HELLO);
        if (epochs.inHand().isEmpty() && (trouble.isPresent() || isDown)) {
            Alarm why = trouble.orElse(Alarm.CONTROL_DOWN);
            raise(why);
            return become(PairState.AMBER, why.tag());
        }
        raised.retainAll(EnumSet.of(Alarm.CONTROL_DOWN));
        return become(PairState.GREEN, "");
    }

    private boolean become(PairState next, String why) {
        boolean changed = next != state || !why.equals(reason);
        PairState before = state;
        state = next;
        reason = why;
        if (next != before) {
            records.stateChanged(before, next, why);
        }
        return changed;
    }
}
