package io.warifu.crossref.collect;

import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.wire.share.ObjectKind;
import io.warifu.kernel.wire.share.ShareListing;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks to one share server.
 *
 * <p>Guarantee: each call ends within its time limit, and no body larger than its limit is held.
 * Whatever a server sends is unverified: a share is checked where it is restored. An interrupt ends
 * the exchange at once.
 */
final class ShareStoreClient {

    static final int MAX_SHARE_BYTES = 33 << 20;
    static final int MAX_LISTING_BYTES = 4 << 20;

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final ShareServer server;
    private final HttpClient http;
    private final JsonMapper json;

    ShareStoreClient(ShareServer server, HttpClient http, JsonMapper json) {
        this.server = server;
        this.http = http;
        this.json = json;
    }

    /** The share as it was sent; empty if the server keeps none of that object. */
    Optional<byte[]> fetch(ObjectId object, Duration answer, Duration transfer)
            throws IOException, InterruptedException {
        HttpResponse<byte[]> response =
                send("/api/v1/shares/" + object, answer, transfer, MAX_SHARE_BYTES);
        return switch (response.statusCode()) {
            case OK -> Optional.of(response.body());
            case NOT_FOUND -> Optional.empty();
            default -> throw new IOException("status " + response.statusCode());
        };
    }

    /** One page of what the server keeps of {@code owner}, after its own counter {@code after}. */
    ShareListing list(SiteId owner, ObjectKind kind, long after, int limit, Duration answer)
            throws IOException, InterruptedException {
        String query = "?owner=%s&kind=%s&after=%d&limit=%d".formatted(owner, kind, after, limit);
        HttpResponse<byte[]> response =
                send("/api/v1/shares" + query, answer, answer.multipliedBy(2), MAX_LISTING_BYTES);
        if (response.statusCode() != OK) {
            throw new IOException("status " + response.statusCode());
        }
        try {
            return json.readValue(response.body(), ShareListing.class);
        } catch (JacksonException e) {
            throw new IOException("the listing is malformed", e);
        }
    }

    private HttpResponse<byte[]> send(
            String pathAndQuery, Duration answer, Duration whole, int maxBytes)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.url() + pathAndQuery))
                        .version(HttpClient.Version.HTTP_1_1)
                        .timeout(answer)
                        .build();
        BodyHandler<byte[]> body = BodyHandlers.limiting(BodyHandlers.ofByteArray(), maxBytes);
        // The request's own time-out ends with the headers; the wait below bounds the body too.
        CompletableFuture<HttpResponse<byte[]>> exchange = http.sendAsync(request, body);
        try {
            return exchange.get(whole.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io
                    ? io
                    : new IOException("the exchange failed", e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("the body did not arrive in time", e);
        } finally {
            exchange.cancel(true);
        }
    }
}
