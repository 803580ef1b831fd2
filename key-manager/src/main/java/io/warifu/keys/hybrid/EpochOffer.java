package io.warifu.keys.hybrid;

import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.UUID;

/**
 * The initiator's half of the agreement.
 *
 * @param madeAtSecond UTC
 * @param encapsulationKey fresh, of ML-KEM-1024, X.509 SubjectPublicKeyInfo
 * @param signature of the initiator over {@link #signedBy}
 */
@SuppressWarnings("ArrayRecordComponent") // A wire form; compared nowhere.
record EpochOffer(
        int version,
        UUID epoch,
        String initiator,
        String responder,
        long madeAtSecond,
        byte[] encapsulationKey,
        byte[] signature) {

    static final int VERSION = 1;

    /** All fields are needed; what was read from the wire may lack some. */
    EpochOffer {
        Objects.requireNonNull(epoch);
        Objects.requireNonNull(initiator);
        Objects.requireNonNull(responder);
        Objects.requireNonNull(encapsulationKey);
        Objects.requireNonNull(signature);
    }

    /** What the initiator, who holds {@code certificate}, signs: every field but the signature. */
    byte[] signedBy(X509Certificate certificate) {
        return LengthPrefixed.of("warifu-hybrid/1 offer")
                .add(version)
                .add(epoch)
                .add(initiator)
                .add(responder)
                .add(madeAtSecond)
                .add(encapsulationKey)
                .add(SiteSigner.fingerprint(certificate))
                .toBytes();
    }

    EpochOffer withSignature(byte[] made) {
        return new EpochOffer(
                version, epoch, initiator, responder, madeAtSecond, encapsulationKey, made);
    }

    @Override
    public String toString() {
        return "EpochOffer[" + epoch + ", " + initiator + " to " + responder + "]";
    }
}
