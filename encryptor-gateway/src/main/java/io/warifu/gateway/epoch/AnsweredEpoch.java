package io.warifu.gateway.epoch;

import io.warifu.gateway.ledger.KeyMode;
import io.warifu.kernel.secret.SecretBytes;
import java.util.Optional;

/** An epoch at its responder, between the answer and the initiator's confirmation. */
public final class AnsweredEpoch implements EpochLife, AutoCloseable {

    private final EpochTerms terms;
    private final byte[] ciphertext;
    private final EpochSecrets secrets;

    private AnsweredEpoch(EpochTerms terms, byte[] ciphertext, EpochSecrets secrets) {
        this.terms = terms;
        this.ciphertext = ciphertext;
        this.secrets = secrets;
    }

    /**
     * Answers an offer, and wipes the QKD key; empty if the encapsulation key is none.
     *
     * @param encapsulationKey as it was offered; empty if the mode has none
     */
    public static Optional<AnsweredEpoch> answer(
            EpochTerms terms,
            Optional<SecretBytes> qkdKey,
            byte[] encapsulationKey,
            EpochKem kem,
            Optional<SecretBytes> chainBefore) {
        try {
            byte[] ciphertext = new byte[0];
            Optional<SecretBytes> shared = Optional.empty();
            if (terms.mode() != KeyMode.QKD_ONLY) {
                Optional<EpochKem.Answer> made = kem.encapsulate(encapsulationKey);
                if (made.isEmpty()) {
                    return Optional.empty();
                }
                ciphertext = made.get().ciphertext();
                shared = Optional.of(made.get().secret());
            }
            EpochSecrets secrets =
                    EpochSecrets.derive(
                            new EpochTranscript(terms, encapsulationKey, ciphertext),
                            qkdKey,
                            shared,
                            chainBefore);
            shared.ifPresent(SecretBytes::close);
            return Optional.of(new AnsweredEpoch(terms, ciphertext, secrets));
        } finally {
            qkdKey.ifPresent(SecretBytes::close);
        }
    }

    public EpochTerms terms() {
        return terms;
    }

    public byte[] ciphertext() {
        return ciphertext.clone();
    }

    public byte[] confirmation() {
        return secrets.respondersConfirmation();
    }

    /**
     * Checks the initiator's confirmation; empty if it does not hold the same secrets. Closes this
     * answer either way.
     */
    public Optional<ConfirmedEpoch> confirm(byte[] confirmation) {
        try (this) {
            return secrets.isInitiatorsConfirmation(confirmation)
                    ? Optional.of(new ConfirmedEpoch(terms, false, secrets))
                    : Optional.empty();
        }
    }

    @Override
    public void close() {
        secrets.close();
    }
}
