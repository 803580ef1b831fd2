package io.warifu.keys.hybrid;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.hybrid.EpochHandshake.Answered;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Optional;

/** The answering side: what it answers is committed before. */
final class EpochResponder {

    private final SiteId own;
    private final SiteSigner signer;
    private final EpochStore store;
    private final InstantSource clock;

    EpochResponder(SiteId own, SiteSigner signer, EpochStore store, InstantSource clock) {
        this.own = own;
        this.signer = signer;
        this.store = store;
        this.clock = clock;
    }

    /** What became of an offer. */
    sealed interface Outcome {
        record Agreed(EpochAnswer answer) implements Outcome {}

        /** Not for this site, not of now, or not signed by the caller. */
        record Malformed() implements Outcome {}

        /** The id was used before. */
        record Repeated() implements Outcome {}

        /** The caller has too many live epochs. */
        record TooMany() implements Outcome {}
    }

    Outcome receive(SiteId caller, X509Certificate certificate, EpochOffer offer) {
        Optional<Answered> answered =
                EpochHandshake.answer(signer, own, caller, certificate, offer, clock.instant());
        if (answered.isEmpty()) {
            return new Outcome.Malformed();
        }
        HybridEpoch epoch = answered.get().epoch();
        try {
            return switch (store.put(epoch)) {
                case STORED -> new Outcome.Agreed(answered.get().answer());
                case ID_IN_USE -> new Outcome.Repeated();
                case FULL -> new Outcome.TooMany();
            };
        } finally {
            epoch.secret().close();
        }
    }
}
