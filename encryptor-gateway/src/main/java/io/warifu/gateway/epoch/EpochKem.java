package io.warifu.gateway.epoch;

import io.warifu.kernel.secret.SecretBytes;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.KEM;

/**
 * ML-KEM-768 (FIPS 203) of the JDK, with the raw encapsulation key on the wire. One key pair serves
 * one epoch and is never kept.
 *
 * <p>Limit: the JDK's private key object cannot be wiped; it is dropped.
 */
public final class EpochKem {

    public static final int ENCAPSULATION_KEY_BYTES = 1_184;
    public static final int CIPHERTEXT_BYTES = 1_088;

    private static final String NAME = "ML-KEM-768";

    /** SubjectPublicKeyInfo of id-alg-ml-kem-768 up to the raw key. */
    private static final byte[] SPKI_HEAD =
            HexFormat.of().parseHex("308204b2300b0609608648016503040402038204a100");

    private final SecureRandom random;

    public EpochKem(SecureRandom random) {
        this.random = random;
    }

    /** The initiator's half, until the ciphertext comes. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Mine(byte[] encapsulationKey, PrivateKey decapsulationKey) {

        @Override
        public String toString() {
            return "Mine[]";
        }
    }

    /** The responder's result. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Answer(byte[] ciphertext, SecretBytes secret) {}

    Mine generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("ML-KEM");
            generator.initialize(NamedParameterSpec.ML_KEM_768, random);
            KeyPair pair = generator.generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            if (encoded.length != SPKI_HEAD.length + ENCAPSULATION_KEY_BYTES
                    || !Arrays.equals(Arrays.copyOf(encoded, SPKI_HEAD.length), SPKI_HEAD)) {
                throw new IllegalStateException("this JDK encodes ML-KEM-768 keys in another way");
            }
            return new Mine(
                    Arrays.copyOfRange(encoded, SPKI_HEAD.length, encoded.length),
                    pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no ML-KEM-768", e);
        }
    }

    /** Empty if {@code encapsulationKey} is none (FIPS 203, section 7.2). */
    Optional<Answer> encapsulate(byte[] encapsulationKey) {
        if (encapsulationKey.length != ENCAPSULATION_KEY_BYTES) {
            return Optional.empty();
        }
        byte[] encoded = Arrays.copyOf(SPKI_HEAD, SPKI_HEAD.length + encapsulationKey.length);
        System.arraycopy(encapsulationKey, 0, encoded, SPKI_HEAD.length, encapsulationKey.length);
        try {
            PublicKey key =
                    KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(encoded));
            KEM.Encapsulated made =
                    KEM.getInstance(NAME).newEncapsulator(key, random).encapsulate();
            return Optional.of(
                    new Answer(
                            made.encapsulation(), SecretBytes.takeFrom(made.key().getEncoded())));
        } catch (GeneralSecurityException _) {
            return Optional.empty();
        }
    }

    /**
     * The shared secret. A ciphertext that was not made for this key gives another secret (implicit
     * rejection), which the confirmation finds out; empty only if it has a wrong length.
     */
    Optional<SecretBytes> decapsulate(Mine mine, byte[] ciphertext) {
        if (ciphertext.length != CIPHERTEXT_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    SecretBytes.takeFrom(
                            KEM.getInstance(NAME)
                                    .newDecapsulator(mine.decapsulationKey())
                                    .decapsulate(ciphertext)
                                    .getEncoded()));
        } catch (GeneralSecurityException _) {
            return Optional.empty();
        }
    }
}
