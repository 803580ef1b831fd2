package io.warifu.keys.hybrid;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.KEM;

/**
 * Agreement on an epoch by one message and its answer: a fresh encapsulation key of ML-KEM-1024
 * (FIPS 203), signed; the ciphertext, signed together with everything before it.
 *
 * <p>Guarantee: both ends hold the same secret and the same transcript, each knows the site and
 * certificate of the other, and the decapsulation key exists in memory only, until the answer is
 * there. Assumption: the certificates were checked by TLS on this very connection. Limit: a
 * classical signature protects against who attacks now, not against a quantum computer of now.
 */
final class EpochHandshake {

    /** Difference between the clocks of two sites that is still taken. */
    static final Duration MAX_CLOCK_SKEW = Duration.ofSeconds(60);

    /** How long an epoch is sent under. */
    static final Duration SEND_FOR = Duration.ofMinutes(10);

    /** How much longer it is kept, so that keys under way still find it. */
    static final Duration OVERLAP = Duration.ofMinutes(5);

    /** Room for the SubjectPublicKeyInfo of ML-KEM-1024 and any signature of today. */
    static final int MAX_FIELD_BYTES = 8 * 1024;

    private static final String ML_KEM = "ML-KEM-1024";

    private EpochHandshake() {}

    /** An offer under way, with the decapsulation key that opens its answer. */
    record Begun(EpochOffer offer, PrivateKey decapsulationKey) {

        @Override
        public String toString() {
            return offer.toString();
        }
    }

    /** An answer, and the epoch as the responder keeps it. */
    record Answered(EpochAnswer answer, HybridEpoch epoch) {}

    static Begun begin(SiteSigner signer, SiteId initiator, SiteId responder, Instant now) {
        try {
            KeyPair keys = KeyPairGenerator.getInstance(ML_KEM).generateKeyPair();
            EpochOffer open =
                    new EpochOffer(
                            EpochOffer.VERSION,
                            UUID.randomUUID(),
                            initiator.value(),
                            responder.value(),
                            now.getEpochSecond(),
                            keys.getPublic().getEncoded(),
                            new byte[0]);
            byte[] signature = signer.sign(open.signedBy(signer.certificate()));
            return new Begun(open.withSignature(signature), keys.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java 25 has ML-KEM-1024", e);
        }
    }

    /**
     * Answers an offer of {@code initiator}, whose certificate TLS has checked.
     *
     * @return empty if the offer is not for this site, not of now, or not signed by that
     *     certificate
     */
    static Optional<Answered> answer(
            SiteSigner signer,
            SiteId own,
            SiteId initiator,
            X509Certificate certificate,
            EpochOffer offer,
            Instant now) {
        Duration age = Duration.between(Instant.ofEpochSecond(offer.madeAtSecond()), now).abs();
        if (offer.version() != EpochOffer.VERSION
                || !offer.initiator().equals(initiator.value())
                || !offer.responder().equals(own.value())
                || initiator.equals(own)
                || age.compareTo(MAX_CLOCK_SKEW) > 0
                || offer.encapsulationKey().length > MAX_FIELD_BYTES
                || offer.signature().length > MAX_FIELD_BYTES
                || !SiteSigner.verifies(
                        certificate, offer.signedBy(certificate), offer.signature())) {
            return Optional.empty();
        }
        Optional<KEM.Encapsulated> made = encapsulate(offer.encapsulationKey());
        return made.map(encapsulated -> {
            byte[] transcript =
                    transcript(
                            offer, certificate, encapsulated.encapsulation(), signer.certificate());
            SecretBytes secret = SecretBytes.takeFrom(encapsulated.key().getEncoded());
            HybridEpoch epoch = epoch(offer, transcript, secret);
            byte[] confirmation = KeyMixer.confirmation(epoch);
            byte[] signature = signer.sign(EpochAnswer.signed(transcript, confirmation));
            return new Answered(
                    new EpochAnswer(encapsulated.encapsulation(), confirmation, signature), epoch);
        });
    }

    /**
     * Opens the answer of a responder whose certificate TLS has checked.
     *
     * @return empty if it is not signed by that certificate over this very exchange
     */
    static Optional<HybridEpoch> finish(
            Begun begun, X509Certificate own, X509Certificate certificate, EpochAnswer answer) {
        byte[] transcript = transcript(begun.offer(), own, answer.ciphertext(), certificate);
        if (answer.signature().length > MAX_FIELD_BYTES
                || !SiteSigner.verifies(
                        certificate,
                        EpochAnswer.signed(transcript, answer.confirmation()),
                        answer.signature())) {
            return Optional.empty();
        }
        return decapsulate(begun.decapsulationKey(), answer.ciphertext())
                .map(secret -> epoch(begun.offer(), transcript, secret))
                .filter(epoch ->
                        MessageDigest.isEqual(KeyMixer.confirmation(epoch), answer.confirmation()));
    }

    /** SHA-384 over the offer as signed, its signature, the ciphertext, and the responder. */
    static byte[] transcript(
            EpochOffer offer,
            X509Certificate initiator,
            byte[] ciphertext,
            X509Certificate responder) {
        return sha384(
                said(
                        offer.signedBy(initiator),
                        offer.signature(),
                        ciphertext,
                        SiteSigner.fingerprint(responder)));
    }

    static byte[] said(byte[] offer, byte[] signature, byte[] ciphertext, byte[] responder) {
        return LengthPrefixed.of("warifu-hybrid/1 transcript")
                .add(offer)
                .add(signature)
                .add(ciphertext)
                .add(responder)
                .toBytes();
    }

    static byte[] sha384(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-384").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-384", e);
        }
    }

    private static HybridEpoch epoch(EpochOffer offer, byte[] transcript, SecretBytes secret) {
        Instant madeAt = Instant.ofEpochSecond(offer.madeAtSecond());
        return new HybridEpoch(
                offer.epoch(),
                new SiteId(offer.initiator()),
                new SiteId(offer.responder()),
                transcript,
                secret,
                madeAt,
                madeAt.plus(SEND_FOR).plus(OVERLAP));
    }

    private static Optional<KEM.Encapsulated> encapsulate(byte[] encoded) {
        try {
            PublicKey key =
                    KeyFactory.getInstance(ML_KEM).generatePublic(new X509EncodedKeySpec(encoded));
            return Optional.of(KEM.getInstance(ML_KEM).newEncapsulator(key).encapsulate());
        } catch (GeneralSecurityException e) {
            // Not a key of ML-KEM-1024: the offer is malformed.
            return Optional.empty();
        }
    }

    private static Optional<SecretBytes> decapsulate(PrivateKey key, byte[] ciphertext) {
        try {
            return Optional.of(
                    SecretBytes.takeFrom(
                            KEM.getInstance(ML_KEM)
                                    .newDecapsulator(key)
                                    .decapsulate(ciphertext)
                                    .getEncoded()));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }
}
