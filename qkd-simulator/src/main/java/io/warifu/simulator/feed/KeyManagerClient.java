package io.warifu.simulator.feed;

import io.warifu.kernel.id.LinkId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks to the key manager of the own site: state of a link, blocks, alarms. Every call is
 * idempotent and bounded in time; trouble is a value, not an exception, because the links go on
 * without it.
 */
public final class KeyManagerClient {

    private static final Logger LOG = LoggerFactory.getLogger(KeyManagerClient.class);

    /** Four calls of a round take less than the peer's patience. */
    public static final Duration PATIENCE = Duration.ofMillis(1500);

    private static final int MAX_ANSWER_BYTES = 64 << 10;

    private final HttpClient http;
    private final URI base;
    private final JsonMapper json;
    private final Duration patience;

    /**
     * Uses {@code http} as it is: it must present this site's certificate and accept nobody but the
     * key manager of this site.
     *
     * @param patience for an answer; {@link #PATIENCE} where rounds wait for it
     */
    public KeyManagerClient(HttpClient http, URI base, JsonMapper json, Duration patience) {
        this.http = http;
        this.base = base;
        this.json = json;
        this.patience = patience;
    }

    Optional<LinkStock> stock(LinkId link) {
        return send(request(link, "").GET().build())
                .filter(answer -> isOk(link, answer))
                .flatMap(answer -> parse(link, answer.body()));
    }

    PushOutcome push(LinkId link, KeyPart block) {
        byte[] body = block.key().use(key -> blockJson(block, key));
        try {
            HttpRequest request =
                    request(link, "/blocks/" + block.sequence())
                            .header("Content-Type", "application/json")
                            .PUT(BodyPublishers.ofByteArray(body))
                            .build();
            return send(request)
                    .map(answer -> outcome(link, answer))
                    .orElse(PushOutcome.UNREACHABLE);
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    /** True if the key manager has taken the alarm, or its end. */
    boolean putAlarm(LinkId link, boolean raised, double qber, String reason) {
        byte[] body =
                json.writeValueAsBytes(Map.of("raised", raised, "qber", qber, "reason", reason));
        HttpRequest request =
                request(link, "/alarm")
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofByteArray(body))
                        .build();
        return send(request).filter(answer -> isOk(link, answer)).isPresent();
    }

    /**
     * Written by hand into one array that can be wiped; a mapper would leave the key in strings.
     */
    private static byte[] blockJson(KeyPart block, byte[] key) {
        byte[] encoded = Base64.getEncoder().encode(key);
        byte[] head =
                "{\"blockId\":\"%s\",\"bits\":%d,\"qber\":%s,\"key\":\""
                        .formatted(block.id(), key.length * 8L, Double.toString(block.qber()))
                        .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer body = ByteBuffer.allocate(head.length + encoded.length + 2);
        body.put(head).put(encoded).put((byte) '"').put((byte) '}');
        Arrays.fill(encoded, (byte) 0);
        return body.array();
    }

    private HttpRequest.Builder request(LinkId link, String rest) {
        String path = "/qkd/v1/links/" + link.alice() + "/" + link.bob() + rest;
        return HttpRequest.newBuilder(base.resolve(path)).timeout(patience);
    }

    private Optional<HttpResponse<byte[]>> send(HttpRequest request) {
        try {
            return Optional.of(
                    http.send(
                            request,
                            BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES)));
        } catch (IOException e) {
            LOG.debug("the key manager does not answer {}", request.uri().getPath(), e);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static boolean isOk(LinkId link, HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        if (status / 100 == 2) {
            return true;
        }
        // 503 is what a key manager says in its normal life: full, starting, or in alarm.
        LOG.atLevel(status == 503 ? Level.DEBUG : Level.WARN)
                .log(
                        "link {}: the key manager answers {} to {} {}",
                        link,
                        status,
                        answer.request().method(),
                        answer.uri().getPath());
        return false;
    }

    private static PushOutcome outcome(LinkId link, HttpResponse<byte[]> answer) {
        if (isOk(link, answer)) {
            return PushOutcome.STORED;
        }
        return switch (answer.statusCode()) {
            case 400, 409, 413, 422 -> PushOutcome.REFUSED;
            default -> PushOutcome.UNREACHABLE;
        };
    }

    private Optional<LinkStock> parse(LinkId link, byte[] body) {
        try {
            LinkStock stock = json.readValue(body, LinkStock.class);
            return stock.nextSequence() >= 1 ? Optional.of(stock) : Optional.empty();
        } catch (JacksonException e) {
            LOG.warn("link {}: the key manager's answer cannot be read", link, e);
            return Optional.empty();
        }
    }
}
