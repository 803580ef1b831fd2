package io.warifu.gateway.pair;

import io.warifu.gateway.control.ControlMessage.Go;
import io.warifu.gateway.control.ControlMessage.Held;
import io.warifu.gateway.control.ControlMessage.Nak;
import io.warifu.gateway.control.ControlMessage.NakReason;
import io.warifu.gateway.control.ControlMessage.Offer;
import io.warifu.gateway.control.ControlMessage.Ready;
import io.warifu.gateway.epoch.ConfirmedEpoch;
import io.warifu.gateway.epoch.EpochKem;
import io.warifu.gateway.epoch.EpochTerms;
import io.warifu.gateway.epoch.KeySource.KeyAnswer;
import io.warifu.gateway.epoch.OfferedEpoch;
import io.warifu.gateway.ledger.KeyMode;
import io.warifu.kernel.secret.SecretBytes;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The leading end of one agreement at a time: fetches a key, offers it, checks the answer, and puts
 * the epoch in hand when the other end has it in hand too.
 *
 * <p>Guarantee: every number and every key is offered once; whatever fails burns both.
 */
final class Leader {

    /** From a message to its answer; the other end may ask its key manager in between. */
    static final Duration MAX_ANSWER = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Leader.class);

    private final Session session;
    private final Epochs epochs;
    private final EpochKem kem;
    private final Means means;
    private final LongSupplier nanoTime;
    private final int notAfterSeconds;
    private final Outcome outcome;
    private Step step = new Step.Idle();
    private int ticket;

    /** Where the agreement stands. */
    private sealed interface Step {
        record Idle() implements Step {}

        record Fetching() implements Step {}

        record Offered(OfferedEpoch epoch, long sinceNanos) implements Step {}

        record Confirming(ConfirmedEpoch epoch, long sinceNanos) implements Step {}
    }

    /** How an agreement ended. */
    interface Outcome {

        void made(KeyMode mode);

        void failed(Alarm why);
    }

    Leader(
            Session session,
            Epochs epochs,
            EpochKem kem,
            Means means,
            LongSupplier nanoTime,
            int notAfterSeconds,
            Outcome outcome) {
        this.session = session;
        this.epochs = epochs;
        this.kem = kem;
        this.means = means;
        this.nanoTime = nanoTime;
        this.notAfterSeconds = notAfterSeconds;
        this.outcome = outcome;
    }

    boolean isIdle() {
        return step instanceof Step.Idle;
    }

    /** Begins to make an epoch of {@code mode}. */
    void make(KeyMode mode) {
        if (mode == KeyMode.PQC_ONLY) {
            offer(mode, Optional.empty(), Optional.empty());
            return;
        }
        step = new Step.Fetching();
        int mine = ++ticket;
        means.askNewKey(answer -> fetched(mine, mode, answer));
    }

    private void fetched(int askedFor, KeyMode mode, KeyAnswer answer) {
        boolean stale = askedFor != ticket || !(step instanceof Step.Fetching);
        switch (answer) {
            case KeyAnswer.Delivered(var keyId, var key) -> {
                if (stale) {
                    key.close();
                    means.burnt(keyId, NakReason.STALE.name());
                } else {
                    offer(mode, Optional.of(keyId), Optional.of(key));
                }
            }
            case KeyAnswer.Withheld(var reason) -> {
                LOG.warn("No new key: {}.", reason);
                if (!stale) {
                    step = new Step.Idle();
                    outcome.failed(Alarm.KEYS_WITHHELD);
                }
            }
        }
    }

    private void offer(KeyMode mode, Optional<UUID> keyId, Optional<SecretBytes> key) {
        EpochTerms terms = session.offered(mode, session.nextEpoch(), notAfterSeconds, keyId);
        OfferedEpoch offered = OfferedEpoch.offer(terms, key, kem);
        step = new Step.Offered(offered, nanoTime.getAsLong());
        means.send(
                new Offer(terms.epoch(), mode, notAfterSeconds, keyId, offered.encapsulationKey()));
    }

    void ready(Ready ready) {
        if (!(step instanceof Step.Offered(var offered, var _))
                || offered.terms().epoch() != ready.epoch()) {
            return;
        }
        Optional<OfferedEpoch.Completed> completed =
                offered.complete(ready.ciphertext(), ready.confirmation(), session.chain().salt());
        if (completed.isEmpty()) {
            giveUp(offered.terms(), NakReason.KEY_MISMATCH, Alarm.KEY_MISMATCH);
            return;
        }
        ConfirmedEpoch epoch = completed.get().epoch();
        if (!means.record(epoch)) {
            epoch.close();
            giveUp(offered.terms(), NakReason.LEDGER_UNWRITABLE, Alarm.LEDGER_UNWRITABLE);
            return;
        }
        step = new Step.Confirming(epoch, nanoTime.getAsLong());
        means.send(new Go(ready.epoch(), completed.get().confirmation()));
    }

    void held(Held held) {
        if (step instanceof Step.Confirming(var epoch, var _) && epoch.number() == held.epoch()) {
            step = new Step.Idle();
            session.chain().advance(epoch);
            epochs.add(epoch);
            outcome.made(epoch.entry().mode());
        }
    }

    void refused(Nak nak) {
        int pending =
                switch (step) {
                    case Step.Offered(var offered, var _) -> offered.terms().epoch();
                    case Step.Confirming(var epoch, var _) -> epoch.number();
                    case Step.Idle(), Step.Fetching() -> 0;
                };
        if (pending == nak.epoch()) {
            abandon(nak.reason().name());
            outcome.failed(alarmOf(nak.reason()));
        }
    }

    /** Gives up what takes too long; false if the two ends may differ now. */
    boolean isInTime() {
        long since =
                switch (step) {
                    case Step.Offered(var _, var begun) -> begun;
                    case Step.Confirming(var _, var begun) -> begun;
                    case Step.Idle(), Step.Fetching() -> nanoTime.getAsLong();
                };
        return nanoTime.getAsLong() - since <= MAX_ANSWER.toNanos();
    }

    /** Forgets the agreement under way, and burns its key. */
    void abandon(String reasonCode) {
        ticket++;
        switch (step) {
            case Step.Offered(var offered, var _) -> {
                offered.close();
                burn(offered.terms().keyId(), reasonCode);
            }
            case Step.Confirming(var epoch, var _) -> {
                burn(epoch.entry().keyId(), reasonCode);
                epochs.discard(epoch);
            }
            case Step.Idle(), Step.Fetching() -> {}
        }
        step = new Step.Idle();
    }

    private void giveUp(EpochTerms terms, NakReason reason, Alarm alarm) {
        step = new Step.Idle();
        burn(terms.keyId(), reason.name());
        means.send(new Nak(terms.epoch(), reason));
        outcome.failed(alarm);
    }

    private void burn(Optional<UUID> keyId, String reasonCode) {
        keyId.ifPresent(id -> means.burnt(id, reasonCode));
    }

    static Alarm alarmOf(NakReason reason) {
        return switch (reason) {
            case KEY_UNAVAILABLE, STALE -> Alarm.KEY_LOST;
            case KEY_MISMATCH -> Alarm.KEY_MISMATCH;
            case POLICY -> Alarm.POLICY_CONFLICT;
            case KEM_FAILED -> Alarm.KEM_FAILED;
            case LEDGER_UNWRITABLE -> Alarm.LEDGER_UNWRITABLE;
        };
    }
}
