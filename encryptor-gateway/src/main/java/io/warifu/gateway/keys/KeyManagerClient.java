package io.warifu.gateway.keys;

import io.warifu.gateway.epoch.KeySource;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.kernel.wire.qkd014.KeyContainer;
import io.warifu.kernel.wire.qkd014.KeyIds;
import io.warifu.kernel.wire.qkd014.KeyRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;

/**
 * Asks the key manager by ETSI GS QKD 014 V1.1.1, clauses 5.2 and 5.3.
 *
 * <p>Guarantee: one call, one request, one bounded wait; POST, because an HTTP client may repeat a
 * GET by itself and a repeated request burns a key. Key bytes go straight into {@link SecretBytes}
 * and every array that held them here is wiped. Limit: copies inside the TLS and JSON libraries are
 * beyond reach.
 */
public final class KeyManagerClient implements KeySource {

    /** From request to the last byte of the answer. */
    public static final Duration MAX_CALL = Duration.ofSeconds(2);

    private final KeyManagerCalls calls;

    public KeyManagerClient(HttpClient http, URI keyManager) {
        this.calls = new KeyManagerCalls(http, keyManager, MAX_CALL);
    }

    @Override
    public KeyAnswer newKey(String peer) {
        return calls.post(
                "/api/v1/keys/" + peer + "/enc_keys",
                KeyRequest.of(1, KEY_BYTES * Byte.SIZE),
                body -> delivered(body, Optional.empty()),
                KeyAnswer.Withheld::new);
    }

    @Override
    public KeyAnswer namedKey(String peer, UUID keyId) {
        return calls.post(
                "/api/v1/keys/" + peer + "/dec_keys",
                KeyIds.of(keyId.toString()),
                body -> delivered(body, Optional.of(keyId)),
                KeyAnswer.Withheld::new);
    }

    private static KeyAnswer delivered(byte[] body, Optional<UUID> expected) {
        KeyContainer container;
        try {
            container = KeyManagerCalls.JSON.readValue(body, KeyContainer.class);
        } catch (JacksonException _) {
            // The parser's message quotes the input, which holds a key.
            return new KeyAnswer.Withheld("the key manager's answer is no key container");
        }
        try {
            if (container.keys().size() != 1) {
                return new KeyAnswer.Withheld("asked for one key, got " + container.keys().size());
            }
            KeyContainer.Key key = container.keys().getFirst();
            Optional<UUID> keyId = uuid(key.key_ID());
            if (keyId.isEmpty() || key.key().length != KEY_BYTES) {
                return new KeyAnswer.Withheld("the key has no UUID or a wrong length");
            }
            if (expected.isPresent() && !expected.equals(keyId)) {
                return new KeyAnswer.Withheld("the key manager gave another key than asked for");
            }
            return new KeyAnswer.Delivered(keyId.get(), SecretBytes.copyOf(key.key()));
        } finally {
            container.keys().forEach(key -> Arrays.fill(key.key(), (byte) 0));
        }
    }

    static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
