package io.warifu.gateway.keys;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.warifu.kernel.wire.qkd014.KeyError;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Single calls to the key manager: one request, one bounded wait, an answer of bounded size that is
 * wiped when it was read.
 */
final class KeyManagerCalls {

    static final JsonMapper JSON =
            JsonMapper.builder()
                    .changeDefaultPropertyInclusion(
                            all -> all.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .build();

    private static final int MAX_ANSWER_BYTES = 64 * 1024;
    private static final int MAX_REASON_CHARS = 200;

    private final HttpClient http;
    private final URI keyManager;
    private final Duration maxCall;

    KeyManagerCalls(HttpClient http, URI keyManager, Duration maxCall) {
        this.http = http;
        this.keyManager = keyManager;
        this.maxCall = maxCall;
    }

    /** POST, which the HTTP client does not repeat by itself: a repeated request burns a key. */
    <T> T post(
            String path, Object body, Function<byte[], T> delivered, Function<String, T> withheld) {
        return ask(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                        .build(),
                delivered,
                withheld);
    }

    <T> T get(String path, Function<byte[], T> delivered, Function<String, T> withheld) {
        return ask(request(path).GET().build(), delivered, withheld);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(keyManager.resolve(path))
                .timeout(maxCall)
                .header("Accept", "application/json");
    }

    private <T> T ask(
            HttpRequest request, Function<byte[], T> delivered, Function<String, T> withheld) {
        // The request's own time-out ends with the headers; the future's covers the body too.
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(
                        request,
                        HttpResponse.BodyHandlers.limiting(
                                HttpResponse.BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
        try {
            HttpResponse<byte[]> response = answer.get(maxCall.toMillis(), TimeUnit.MILLISECONDS);
            try {
                return response.statusCode() == 200
                        ? delivered.apply(response.body())
                        : withheld.apply(refusal(response));
            } finally {
                Arrays.fill(response.body(), (byte) 0);
            }
        } catch (TimeoutException _) {
            answer.cancel(true);
            return withheld.apply(
                    "the key manager did not answer in " + maxCall.toMillis() + " ms");
        } catch (ExecutionException e) {
            return withheld.apply("the key manager cannot be reached: " + e.getCause());
        } catch (InterruptedException _) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return withheld.apply("the gateway is shutting down");
        }
    }

    private static String refusal(HttpResponse<byte[]> response) {
        String message;
        try {
            message = JSON.readValue(response.body(), KeyError.class).message();
        } catch (JacksonException _) {
            message = "";
        }
        String reason =
                message == null
                        ? ""
                        : message.substring(0, Math.min(MAX_REASON_CHARS, message.length()));
        return String.format(
                Locale.ROOT,
                "the key manager answered %d %s",
                response.statusCode(),
                reason.replaceAll("\\p{Cntrl}", " "));
    }
}
