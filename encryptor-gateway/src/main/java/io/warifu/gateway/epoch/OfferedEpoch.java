package io.warifu.gateway.epoch;

import io.warifu.gateway.ledger.KeyMode;
import io.warifu.kernel.secret.SecretBytes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An epoch at its initiator, from the offer to the responder's answer. It holds the QKD key and the
 * ML-KEM private key, and is done with both when it is closed.
 */
public final class OfferedEpoch implements EpochLife, AutoCloseable {

    private final EpochTerms terms;
    private final Optional<SecretBytes> qkdKey;
    private final EpochKem kem;
    private EpochKem.@Nullable Mine kemKeys;

    private OfferedEpoch(EpochTerms terms, Optional<SecretBytes> qkdKey, EpochKem kem) {
        this.terms = terms;
        this.qkdKey = qkdKey;
        this.kem = kem;
        this.kemKeys = terms.mode() == KeyMode.QKD_ONLY ? null : kem.generate();
    }

    /** Takes the QKD key over. */
    public static OfferedEpoch offer(EpochTerms terms, Optional<SecretBytes> qkdKey, EpochKem kem) {
        if (qkdKey.isPresent() != terms.keyId().isPresent()) {
            throw new IllegalArgumentException("a key and its name come together");
        }
        return new OfferedEpoch(terms, qkdKey, kem);
    }

    public EpochTerms terms() {
        return terms;
    }

    /** Raw, or empty if the mode has none. */
    public byte[] encapsulationKey() {
        return kemKeys == null ? new byte[0] : kemKeys.encapsulationKey();
    }

    /** A confirmed epoch with the confirmation that the responder still waits for. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared or printed.
    public record Completed(ConfirmedEpoch epoch, byte[] confirmation) {}

    /**
     * Checks the responder's confirmation; empty if the two ends do not hold the same secrets.
     * Closes this offer either way.
     */
    public Optional<Completed> complete(
            byte[] ciphertext, byte[] confirmation, Optional<SecretBytes> chainBefore) {
        try (this) {
            Optional<SecretBytes> shared = Optional.empty();
            if (kemKeys != null) {
                shared = kem.decapsulate(kemKeys, ciphertext);
                if (shared.isEmpty()) {
                    return Optional.empty();
                }
            }
            EpochSecrets secrets =
                    EpochSecrets.derive(
                            new EpochTranscript(terms, encapsulationKey(), ciphertext),
                            qkdKey,
                            shared,
                            chainBefore);
            shared.ifPresent(SecretBytes::close);
            try (secrets) {
                return secrets.isRespondersConfirmation(confirmation)
                        ? Optional.of(
                                new Completed(
                                        new ConfirmedEpoch(terms, true, secrets),
                                        secrets.initiatorsConfirmation()))
                        : Optional.empty();
            }
        }
    }

    @Override
    public void close() {
        qkdKey.ifPresent(SecretBytes::close);
        kemKeys = null;
    }
}
