package io.warifu.gateway.epoch;

import io.warifu.kernel.secret.SecretBytes;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * What comes out of the key agreement of one epoch.
 *
 * <pre>
 * IKM       = K_qkd (32) || ss (32)                 zeros in place of what the mode does not have
 * PRK       = HKDF-Extract(salt = chain of the epoch confirmed before, or 48 zeros, IKM)
 * chain     = HKDF-Expand(PRK, "qgw1 chain "  mode || ctx, 48)
 * confirm i = HKDF-Expand(PRK, "qgw1 conf i " mode || ctx, 48)
 * confirm r = HKDF-Expand(PRK, "qgw1 conf r " mode || ctx, 48)
 * link      = HKDF-Expand(PRK, "qgw1 link "   mode || ctx, 48)
 * confirmation of an end = the first 16 bytes of HMAC-SHA-384(its confirm key, ctx)
 * </pre>
 *
 * <p>Guarantee: the link secret is secret as long as the QKD key, the ML-KEM secret or the chain is
 * (of those that the mode has), and as HKDF is a dual pseudo-random function; modes have different
 * words, so two ends in different modes share nothing. Limit: computational, because AES is; the
 * JDK's own copies of keys are beyond reach.
 */
final class EpochSecrets implements AutoCloseable {

    static final int SECRET_BYTES = 32;
    static final int CHAIN_BYTES = 48;
    static final int CONFIRMATION_BYTES = 16;

    private final byte[] context;
    private final SecretBytes confirmInitiator;
    private final SecretBytes confirmResponder;
    private final SecretBytes chain;
    private final SecretBytes link;

    private EpochSecrets(byte[] context, SecretBytes prk, String mode) {
        this.context = context;
        this.chain = expand(prk, "qgw1 chain " + mode);
        this.confirmInitiator = expand(prk, "qgw1 conf i " + mode);
        this.confirmResponder = expand(prk, "qgw1 conf r " + mode);
        this.link = expand(prk, "qgw1 link " + mode);
    }

    /** Derives; the inputs stay the caller's to wipe. */
    static EpochSecrets derive(
            EpochTranscript transcript,
            Optional<SecretBytes> qkdKey,
            Optional<SecretBytes> kemSecret,
            Optional<SecretBytes> chainBefore) {
        byte[] ikm = new byte[2 * SECRET_BYTES];
        byte[] salt = chainBefore.map(SecretBytes::exposeForWire).orElse(new byte[CHAIN_BYTES]);
        try {
            put(qkdKey, ikm, 0);
            put(kemSecret, ikm, SECRET_BYTES);
            try (SecretBytes prk = Hkdf.extract(salt, ikm)) {
                return new EpochSecrets(
                        transcript.context(), prk, EpochTranscript.word(transcript.terms().mode()));
            }
        } finally {
            Arrays.fill(ikm, (byte) 0);
            Arrays.fill(salt, (byte) 0);
        }
    }

    byte[] initiatorsConfirmation() {
        return Hkdf.mac(confirmInitiator, context, CONFIRMATION_BYTES);
    }

    byte[] respondersConfirmation() {
        return Hkdf.mac(confirmResponder, context, CONFIRMATION_BYTES);
    }

    boolean isInitiatorsConfirmation(byte[] received) {
        return MessageDigest.isEqual(initiatorsConfirmation(), received);
    }

    boolean isRespondersConfirmation(byte[] received) {
        return MessageDigest.isEqual(respondersConfirmation(), received);
    }

    /** The salt of the epoch confirmed next; a copy that the caller wipes. */
    SecretBytes chain() {
        return copy(chain);
    }

    /** The secret that carriers get their keys from; a copy that the caller wipes. */
    SecretBytes link() {
        return copy(link);
    }

    @Override
    public void close() {
        chain.close();
        confirmInitiator.close();
        confirmResponder.close();
        link.close();
    }

    private SecretBytes expand(SecretBytes prk, String label) {
        return SecretBytes.takeFrom(Hkdf.expand(prk, label, context, CHAIN_BYTES));
    }

    private static SecretBytes copy(SecretBytes secret) {
        return SecretBytes.takeFrom(secret.exposeForWire());
    }

    private static void put(Optional<SecretBytes> secret, byte[] ikm, int offset) {
        secret.ifPresent(given -> {
            if (given.length() != SECRET_BYTES) {
                throw new IllegalArgumentException(
                        "an input has " + SECRET_BYTES + " bytes, not " + given.length());
            }
            byte[] bytes = given.exposeForWire();
            System.arraycopy(bytes, 0, ikm, offset, SECRET_BYTES);
            Arrays.fill(bytes, (byte) 0);
        });
    }
}
