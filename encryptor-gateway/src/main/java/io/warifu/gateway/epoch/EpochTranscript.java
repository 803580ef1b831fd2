package io.warifu.gateway.epoch;

import io.warifu.gateway.ledger.KeyMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.UUID;

/**
 * Everything two ends said to agree on one epoch, hashed into the context of each of its keys.
 *
 * <pre>
 * ctx = SHA-384("qgw1 ctx " mode || 0x01 || len low || len high || session (16) || epoch (4)
 *               || initiator (1: 0 low, 1 high) || policy of low (1) || policy of high (1)
 *               || not-after (4) || len2 key_ID || len2 ek || len2 ct || exporter (32))
 * </pre>
 *
 * <p>{@code len} is one byte, {@code len2} two; what the mode does not have has length zero.
 *
 * <p>Guarantee: two ends that differ in any of it, or that sit on two different TLS connections,
 * share no key. Nothing in it is secret but the exporter, which only the two TLS ends know.
 */
@SuppressWarnings("ArrayRecordComponent") // Hashed, never compared or printed.
record EpochTranscript(EpochTerms terms, byte[] encapsulationKey, byte[] ciphertext) {

    private static final byte VERSION = 1;

    EpochTranscript {
        boolean withKem = terms.mode() != KeyMode.QKD_ONLY;
        if (encapsulationKey.length != (withKem ? EpochKem.ENCAPSULATION_KEY_BYTES : 0)
                || ciphertext.length != (withKem ? EpochKem.CIPHERTEXT_BYTES : 0)) {
            throw new IllegalArgumentException("the mode says whether there is an ML-KEM key");
        }
    }

    static String word(KeyMode mode) {
        return switch (mode) {
            case QKD_AND_PQC -> "qkd+pqc";
            case QKD_ONLY -> "qkd-only";
            case PQC_ONLY -> "pqc-only";
        };
    }

    byte[] context() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-384");
            sha.update(("qgw1 ctx " + word(terms.mode())).getBytes(StandardCharsets.US_ASCII));
            sha.update(VERSION);
            sha.update(named(terms.ends().low()));
            sha.update(named(terms.ends().high()));
            sha.update(
                    ByteBuffer.allocate(16 + 4 + 3 + 4)
                            .putLong(terms.session().getMostSignificantBits())
                            .putLong(terms.session().getLeastSignificantBits())
                            .putInt(terms.epoch())
                            .put((byte) (terms.initiatorIsLow() ? 0 : 1))
                            .put((byte) terms.ends().policyOfLow())
                            .put((byte) terms.ends().policyOfHigh())
                            .putInt(terms.notAfterSeconds())
                            .array());
            sha.update(prefixed(terms.keyId().map(EpochTranscript::bytes).orElse(new byte[0])));
            sha.update(prefixed(encapsulationKey));
            sha.update(prefixed(ciphertext));
            return sha.digest(terms.exporter());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no SHA-384", e);
        }
    }

    private static byte[] named(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length == 0 || bytes.length > 0xFF) {
            throw new IllegalArgumentException("an SAE id has 1 to 255 bytes");
        }
        return ByteBuffer.allocate(1 + bytes.length).put((byte) bytes.length).put(bytes).array();
    }

    private static byte[] prefixed(byte[] bytes) {
        return ByteBuffer.allocate(2 + bytes.length)
                .putShort((short) bytes.length)
                .put(bytes)
                .array();
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }
}
