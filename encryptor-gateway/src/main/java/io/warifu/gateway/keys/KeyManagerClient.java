package io.warifu.gateway.keys;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.warifu.gateway.epoch.KeySource;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.kernel.wire.qkd014.KeyContainer;
import io.warifu.kernel.wire.qkd014.KeyError;
import io.warifu.kernel.wire.qkd014.KeyIds;
import io.warifu.kernel.wire.qkd014.KeyRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

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

    private static final int MAX_ANSWER_BYTES = 64 * 1024;
    private static final int MAX_REASON_CHARS = 200;

    private final HttpClient http;
    private final URI keyManager;
    private final JsonMapper json =
            JsonMapper.builder()
                    .changeDefaultPropertyInclusion(
                            all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .build();

    public KeyManagerClient(HttpClient http, URI keyManager) {
        this.http = http;
        this.keyManager = keyManager;
    }

    @Override
    public KeyAnswer newKey(String peer) {
        byte[] body = json.writeValueAsBytes(KeyRequest.of(1, KEY_BYTES * Byte.SIZE));
        return ask("/api/v1/keys/" + peer + "/enc_keys", body, Optional.empty());
    }

    @Override
    public KeyAnswer namedKey(String peer, UUID keyId) {
        byte[] body = json.writeValueAsBytes(KeyIds.of(keyId.toString()));
        return ask("/api/v1/keys/" + peer + "/dec_keys", body, Optional.of(keyId));
    }

    private KeyAnswer ask(String path, byte[] body, Optional<UUID> expected) {
        HttpRequest request =
                HttpRequest.newBuilder(keyManager.resolve(path))
                        .timeout(MAX_CALL)
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        // The request's own time-out ends with the headers; the future's covers the body too.
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(
                        request,
                        HttpResponse.BodyHandlers.limiting(
                                HttpResponse.BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
        try {
            HttpResponse<byte[]> response = answer.get(MAX_CALL.toMillis(), TimeUnit.MILLISECONDS);
            try {
                return response.statusCode() == 200
                        ? delivered(response.body(), expected)
                        : refused(response);
            } finally {
                Arrays.fill(response.body(), (byte) 0);
            }
        } catch (TimeoutException _) {
            answer.cancel(true);
            return new KeyAnswer.Withheld(
                    "the key manager did not answer in " + MAX_CALL.toMillis() + " ms");
        } catch (ExecutionException e) {
            return new KeyAnswer.Withheld("the key manager cannot be reached: " + e.getCause());
        } catch (InterruptedException _) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new KeyAnswer.Withheld("the gateway is shutting down");
        }
    }

    private KeyAnswer delivered(byte[] body, Optional<UUID> expected) {
        KeyContainer container;
        try {
            container = json.readValue(body, KeyContainer.class);
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

    private KeyAnswer refused(HttpResponse<byte[]> response) {
        String message;
        try {
            message = json.readValue(response.body(), KeyError.class).message();
        } catch (JacksonException _) {
            message = "";
        }
        String reason =
                message == null
                        ? ""
                        : message.substring(0, Math.min(MAX_REASON_CHARS, message.length()));
        return new KeyAnswer.Withheld(
                String.format(
                        Locale.ROOT,
                        "the key manager answered %d %s",
                        response.statusCode(),
                        reason.replaceAll("\\p{Cntrl}", " ")));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
