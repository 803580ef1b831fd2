package io.warifu.keys.hybrid;

import java.util.Objects;

/**
 * The responder's half of the agreement.
 *
 * @param ciphertext of ML-KEM-1024, 1568 bytes
 * @param confirmation shows that the responder has the secret
 * @param signature of the responder over {@link #signed}
 */
@SuppressWarnings("ArrayRecordComponent") // A wire form; compared nowhere.
record EpochAnswer(byte[] ciphertext, byte[] confirmation, byte[] signature) {

    /** All fields are needed; what was read from the wire may lack some. */
    EpochAnswer {
        Objects.requireNonNull(ciphertext);
        Objects.requireNonNull(confirmation);
        Objects.requireNonNull(signature);
    }

    /** What the responder signs: the whole transcript, by its hash, and the confirmation. */
    static byte[] signed(byte[] transcript, byte[] confirmation) {
        return LengthPrefixed.of("warifu-hybrid/1 answer")
                .add(transcript)
                .add(confirmation)
                .toBytes();
    }

    @Override
    public String toString() {
        return "EpochAnswer[]";
    }
}
