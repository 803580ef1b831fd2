package io.warifu.keys.hybrid;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import java.time.Instant;
import java.util.UUID;

/**
 * A secret that two key managers agreed on by ML-KEM-1024. Keys flow from {@code initiator} to
 * {@code responder} under it, never the other way.
 *
 * @param transcript SHA-384 over all that both sides said; the salt of every derivation
 * @param secret the shared secret of ML-KEM, 32 bytes
 * @param keepUntil from when neither end uses it any more
 */
@SuppressWarnings("ArrayRecordComponent") // A public hash; compared nowhere.
record HybridEpoch(
        UUID id,
        SiteId initiator,
        SiteId responder,
        byte[] transcript,
        SecretBytes secret,
        Instant madeAt,
        Instant keepUntil) {

    static final int TRANSCRIPT_BYTES = 48;
    static final int SECRET_BYTES = 32;

    HybridEpoch {
        if (transcript.length != TRANSCRIPT_BYTES || secret.length() != SECRET_BYTES) {
            throw new IllegalArgumentException("an epoch has 48 bytes of hash and 32 of secret");
        }
        if (initiator.equals(responder)) {
            throw new IllegalArgumentException("an epoch has two sites");
        }
    }

    /** Whether keys from source to destination may be mixed under it at {@code now}. */
    boolean serves(HybridContext context, Instant now) {
        return initiator.equals(context.source())
                && responder.equals(context.destination())
                && now.isBefore(keepUntil);
    }

    @Override
    public String toString() {
        return "HybridEpoch[" + id + ", " + initiator + " to " + responder + "]";
    }
}
