package io.warifu.demo.control;

import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks one service over HTTP and JSON. A refusal of the service comes back as {@link
 * WarifuException} with the service's own code; a service that does not answer is {@link
 * ErrorCode#PEER_UNREACHABLE}.
 */
public final class SiteClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http;
    private final URI base;
    private final @Nullable String token;

    public SiteClient(HttpClient http, String base, @Nullable String token) {
        this.http = http;
        this.base = URI.create(base);
        this.token = token;
    }

    public JsonNode get(String path) {
        return json(request(path).GET().build());
    }

    public JsonNode post(String path, Map<String, ?> body) {
        return json(request(path).POST(publisher(body)).build());
    }

    public JsonNode put(String path, Map<String, ?> body) {
        return json(request(path).PUT(publisher(body)).build());
    }

    public JsonNode delete(String path) {
        return json(request(path).DELETE().build());
    }

    public byte[] bytes(String path) {
        try (InputStream in = stream(path)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** The body while it arrives; the caller closes it. */
    public InputStream stream(String path) {
        HttpResponse<InputStream> answer = send(request(path).GET().build());
        if (answer.statusCode() / 100 != 2) {
            throw refusal(answer);
        }
        return answer.body();
    }

    private JsonNode json(HttpRequest request) {
        HttpResponse<InputStream> answer = send(request);
        if (answer.statusCode() / 100 != 2) {
            throw refusal(answer);
        }
        try (InputStream in = answer.body()) {
            byte[] body = in.readAllBytes();
            return body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
        } catch (IOException | JacksonException e) {
            throw unreachable(e);
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path))
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/json");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request;
    }

    private static HttpRequest.BodyPublisher publisher(Map<String, ?> body) {
        return HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
    }

    private WarifuException unreachable(Exception e) {
        String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new WarifuException(
                ErrorCode.PEER_UNREACHABLE, base + " does not answer (" + reason + ")", e);
    }

    private WarifuException refusal(HttpResponse<InputStream> answer) {
        try (InputStream in = answer.body()) {
            JsonNode problem = JSON.readTree(in.readAllBytes());
            String name = problem.path("code").asString("");
            ErrorCode code =
                    Arrays.stream(ErrorCode.values())
                            .filter(known -> known.name().equals(name))
                            .findFirst()
                            .orElse(ErrorCode.INTERNAL);
            String detail = problem.path("detail").asString(problem.path("message").asString(name));
            return new WarifuException(code, detail);
        } catch (IOException | JacksonException e) {
            return new WarifuException(
                    ErrorCode.INTERNAL, base + " answered " + answer.statusCode(), e);
        }
    }
}
