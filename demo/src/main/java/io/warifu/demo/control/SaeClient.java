package io.warifu.demo.control;

import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A key consumer of one site, as ETSI GS QKD 014 sees it: whatever is answered is returned. */
public final class SaeClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http;
    private final String base;

    SaeClient(HttpClient http, String base) {
        this.http = http;
        this.base = base;
    }

    /**
     * One answer.
     *
     * @param body empty object if it was no JSON
     * @param seconds until it was there
     */
    public record Reply(int status, JsonNode body, Optional<String> retryAfter, double seconds) {

        public boolean delivered() {
            return status == 200;
        }

        public String message() {
            return body.path("message").asString("");
        }

        /** Base64 keys by id, in the order of the container. */
        public Map<String, String> keys() {
            Map<String, String> keys = new LinkedHashMap<>();
            for (JsonNode each : body.path("keys")) {
                keys.put(each.path("key_ID").asString(""), each.path("key").asString(""));
            }
            return keys;
        }

        /** What the key manager says of the first key. */
        public JsonNode firstExtension() {
            return body.path("keys").path(0).path("key_extension");
        }
    }

    public Reply status(String slave) {
        return exchange(request("/" + slave + "/status").GET().build());
    }

    /** Get key, by POST. */
    public Reply encKeys(String slave, Map<String, ?> request) {
        return exchange(request("/" + slave + "/enc_keys").POST(body(request)).build());
    }

    /** Get key with key IDs, by POST. */
    public Reply decKeys(String master, List<String> ids) {
        List<Map<String, String>> entries = ids.stream().map(id -> Map.of("key_ID", id)).toList();
        return exchange(
                request("/" + master + "/dec_keys").POST(body(Map.of("key_IDs", entries))).build());
    }

    private Reply exchange(HttpRequest request) {
        long started = System.nanoTime();
        try {
            HttpResponse<byte[]> answer =
                    http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            double seconds = (System.nanoTime() - started) / 1e9;
            return new Reply(
                    answer.statusCode(),
                    json(answer.body()),
                    answer.headers().firstValue("Retry-After"),
                    Math.round(seconds * 1000) / 1000.0);
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + "/api/v1/keys" + path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json");
    }

    private static HttpRequest.BodyPublisher body(Map<String, ?> value) {
        return HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(value));
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }

    private WarifuException unreachable(Exception e) {
        return new WarifuException(
                ErrorCode.PEER_UNREACHABLE, base + " does not answer (" + e + ")", e);
    }
}
