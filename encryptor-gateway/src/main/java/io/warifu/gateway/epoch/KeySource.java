package io.warifu.gateway.epoch;

import io.warifu.kernel.secret.SecretBytes;
import java.util.UUID;

/**
 * Where QKD keys come from: the site's own key manager. Each call asks once, within a bounded time,
 * and never throws for an answer it did not like.
 */
public interface KeySource {

    /** Length of every key that is asked for. */
    int KEY_BYTES = 32;

    /** Takes a new key to be shared with {@code peer} (enc_keys). */
    KeyAnswer newKey(String peer);

    /** Takes the key that {@code peer} named (dec_keys); a key manager gives it once. */
    KeyAnswer namedKey(String peer, UUID keyId);

    /** What the key manager said. */
    sealed interface KeyAnswer {

        /** The key; whoever receives it wipes it. */
        record Delivered(UUID keyId, SecretBytes key) implements KeyAnswer {}

        /** No key. The reason is for the log, and holds no secret. */
        record Withheld(String reason) implements KeyAnswer {}
    }
}
