package io.warifu.gateway.pair;

import io.warifu.gateway.control.ControlMessage.Go;
import io.warifu.gateway.control.ControlMessage.Held;
import io.warifu.gateway.control.ControlMessage.Nak;
import io.warifu.gateway.control.ControlMessage.NakReason;
import io.warifu.gateway.control.ControlMessage.Offer;
import io.warifu.gateway.control.ControlMessage.Ready;
import io.warifu.gateway.epoch.AnsweredEpoch;
import io.warifu.gateway.epoch.ConfirmedEpoch;
import io.warifu.gateway.epoch.EpochKem;
import io.warifu.gateway.epoch.EpochTerms;
import io.warifu.gateway.epoch.KeySource.KeyAnswer;
import io.warifu.gateway.ledger.KeyMode;
import io.warifu.kernel.secret.SecretBytes;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The following end of one agreement at a time: fetches the key that was named, answers, and puts
 * the epoch in hand when the leading end has shown that it holds the same.
 */
final class Responder {

    private static final Logger LOG = LoggerFactory.getLogger(Responder.class);

    private final Session session;
    private final Epochs epochs;
    private final EpochKem kem;
    private final Means means;
    private final LongSupplier nanoTime;
    private final Leader.Outcome outcome;
    private @Nullable AnsweredEpoch answered;
    private long answeredNanos;
    private int ticket;

    Responder(
            Session session,
            Epochs epochs,
            EpochKem kem,
            Means means,
            LongSupplier nanoTime,
            Leader.Outcome outcome) {
        this.session = session;
        this.epochs = epochs;
        this.kem = kem;
        this.means = means;
        this.nanoTime = nanoTime;
        this.outcome = outcome;
    }

    void offered(Offer offer) {
        abandon(NakReason.STALE.name());
        if (!session.take(offer.epoch())) {
            refuse(offer, NakReason.STALE);
        } else if (!session.allows(offer.mode())) {
            refuse(offer, NakReason.POLICY);
        } else if (offer.keyId().isEmpty()) {
            answer(offer, Optional.empty());
        } else {
            int mine = ++ticket;
            means.askNamedKey(offer.keyId().get(), answer -> fetched(mine, offer, answer));
        }
    }

    private void fetched(int askedFor, Offer offer, KeyAnswer answer) {
        switch (answer) {
            case KeyAnswer.Delivered(var keyId, var key) -> {
                if (askedFor == ticket) {
                    answer(offer, Optional.of(key));
                } else {
                    key.close();
                    means.burnt(keyId, NakReason.STALE.name());
                }
            }
            case KeyAnswer.Withheld(var reason) -> {
                LOG.warn("Key {} that was offered: {}.", offer.keyId().orElse(null), reason);
                if (askedFor == ticket) {
                    refuse(offer, NakReason.KEY_UNAVAILABLE);
                    outcome.failed(Alarm.KEY_LOST);
                }
            }
        }
    }

    private void answer(Offer offer, Optional<SecretBytes> key) {
        EpochTerms terms = session.terms(offer);
        Optional<AnsweredEpoch> made =
                AnsweredEpoch.answer(
                        terms, key, offer.encapsulationKey(), kem, session.chain().salt());
        if (made.isEmpty()) {
            burn(terms, NakReason.KEM_FAILED);
            refuse(offer, NakReason.KEM_FAILED);
            return;
        }
        answered = made.get();
        answeredNanos = nanoTime.getAsLong();
        means.send(new Ready(offer.epoch(), made.get().ciphertext(), made.get().confirmation()));
    }

    void go(Go go) {
        AnsweredEpoch waiting = answered;
        if (waiting == null || waiting.terms().epoch() != go.epoch()) {
            means.send(new Nak(go.epoch(), NakReason.STALE));
            return;
        }
        answered = null;
        Optional<ConfirmedEpoch> confirmed = waiting.confirm(go.confirmation());
        if (confirmed.isEmpty()) {
            burn(waiting.terms(), NakReason.KEY_MISMATCH);
            means.send(new Nak(go.epoch(), NakReason.KEY_MISMATCH));
            outcome.failed(Alarm.KEY_MISMATCH);
        } else if (!means.record(confirmed.get())) {
            confirmed.get().close();
            burn(waiting.terms(), NakReason.LEDGER_UNWRITABLE);
            means.send(new Nak(go.epoch(), NakReason.LEDGER_UNWRITABLE));
            outcome.failed(Alarm.LEDGER_UNWRITABLE);
        } else {
            session.chain().advance(confirmed.get());
            epochs.add(confirmed.get());
            means.send(new Held(go.epoch()));
            KeyMode mode = confirmed.get().entry().mode();
            outcome.made(mode);
        }
    }

    void refused(Nak nak) {
        AnsweredEpoch waiting = answered;
        if (waiting != null && waiting.terms().epoch() == nak.epoch()) {
            abandon(nak.reason().name());
            outcome.failed(Leader.alarmOf(nak.reason()));
        }
    }

    void tick() {
        if (answered != null
                && nanoTime.getAsLong() - answeredNanos > 2 * Leader.MAX_ANSWER.toNanos()) {
            abandon(NakReason.STALE.name());
        }
    }

    /** Forgets the agreement under way, and burns its key. */
    void abandon(String reasonCode) {
        ticket++;
        if (answered != null) {
            answered.close();
            answered.terms().keyId().ifPresent(id -> means.burnt(id, reasonCode));
            answered = null;
        }
    }

    private void burn(EpochTerms terms, NakReason reason) {
        terms.keyId().ifPresent(id -> means.burnt(id, reason.name()));
    }

    private void refuse(Offer offer, NakReason reason) {
        means.send(new Nak(offer.epoch(), reason));
    }
}
