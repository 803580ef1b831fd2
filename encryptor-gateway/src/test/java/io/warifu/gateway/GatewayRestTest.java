package io.warifu.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.gateway.ledger.LedgerComparison;
import io.warifu.gateway.ledger.LedgerPage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** What operators and local programs do over REST, between two whole services. */
final class GatewayRestTest extends RestCase {

    /** The web server would wait three times as long for a request that does not end. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    @Test
    void refusesChangesWithoutTheRightToken() throws Exception {
        for (String path : List.of("/api/v1/tunnels/x", "/api/v1/services/x")) {
            HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString("{}");
            assertThat(two.send(two.request("tokyo", path).PUT(body)).statusCode()).isEqualTo(401);
            assertThat(two.send(two.as("steward", "tokyo", path).PUT(body)).statusCode())
                    .isEqualTo(403);
            assertThat(two.send(two.as("clinician", "tokyo", path).DELETE()).statusCode())
                    .isEqualTo(403);
        }
        HttpRequest.BodyPublisher field = HttpRequest.BodyPublishers.ofString("secret");
        String fields = "/api/v1/fields?peer=kochi&box=index";
        assertThat(two.send(two.request("tokyo", fields).POST(field)).statusCode()).isEqualTo(401);
        assertThat(two.send(two.as("operator", "tokyo", fields).POST(field)).statusCode())
                .as("an operator sees no clinical data")
                .isEqualTo(403);
        assertThat(
                        two.send(
                                        two.as("operator", "tokyo", "/api/v1/boxes/index/take")
                                                .POST(HttpRequest.BodyPublishers.noBody()))
                                .statusCode())
                .isEqualTo(403);
    }

    private HttpResponse<byte[]> take(String box) throws Exception {
        return two.send(
                two.as("steward", "kochi", "/api/v1/boxes/" + box + "/take")
                        .POST(HttpRequest.BodyPublishers.noBody()),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void sendsAFieldUnderPadsInsideACarrierAndGivesItOutOnce() throws Exception {
        byte[] field = "患者 0009000017 架空太郎".getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> sent = sendField(field, "index");
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
        JsonNode receipt = JSON.readTree(sent.body()).get("receipt");
        assertThat(receipt.get("protection").asString()).isEqualTo("ONE_TIME_PAD");
        assertThat(receipt.get("padIds").size()).isEqualTo(Math.ceilDiv(field.length, 32));
        assertThat(receipt.get("carrierKeyIds").size()).isEqualTo(1);

        HttpResponse<byte[]> taken = take("index");
        assertThat(taken.body()).isEqualTo(field);
        assertThat(taken.headers().firstValue("Warifu-From")).contains("tokyo");
        assertThat(taken.headers().firstValue("Warifu-Protection")).contains("ONE_TIME_PAD");
        assertThat(taken.headers().firstValue("Warifu-Block"))
                .contains(receipt.get("block").asString());
        assertThat(take("index").statusCode()).isEqualTo(204);

        assertThat(sendField(field, "nobody").statusCode()).isEqualTo(404);
        assertThat(sendField(new byte[4_097], "index").statusCode()).isEqualTo(413);
        assertThat(sendField(new byte[0], "index").statusCode()).isEqualTo(400);
        two.keys.stored(61);
        HttpResponse<String> refused = sendField(field, "index");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("BUDGET_EMPTY");
        assertThat(take("index").statusCode()).isEqualTo(204);
    }

    private LedgerComparison compareLedgers() throws Exception {
        return LedgerComparison.of(
                LedgerPage.side(List.of(page("tokyo"))), LedgerPage.side(List.of(page("kochi"))));
    }

    private LedgerPage page(String site) throws Exception {
        return JSON.readValue(
                two.send(two.request(site, "/api/v1/ledger?limit=1000")).body(), LedgerPage.class);
    }

    @Test
    void keepsLedgersThatAgreeAlsoAcrossARestart() throws Exception {
        try (ServerSocket service = echo()) {
            int port = addTunnel("x", service);
            assertThat(sendAndReceive(port, "under the first key")).isNotEmpty();
            assertThat(sendField(new byte[100], "index").statusCode()).isEqualTo(200);
            two.stop("kochi");
            two.start("kochi");
            assertThat(sendAndReceive(port, "under another")).isNotEmpty();
            two.stop("tokyo");
            two.start("tokyo");

            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> {
                        // An epoch that is confirmed between the two requests is in one page only.
                        LedgerComparison comparison = compareLedgers();
                        assertThat(comparison.rows())
                                .hasSizeGreaterThan(2)
                                .allMatch(row -> row.finding().agrees());
                        assertThat(comparison.padMismatches()).isEmpty();
                        assertThat(comparison.padsCompared()).isEqualTo(1);
                        assertThat(comparison.rows())
                                .as("epochs that carried something")
                                .anyMatch(row ->
                                        row.finding() == LedgerComparison.Finding.SAME
                                                && row.any().totals().orElseThrow().bytesSent()
                                                        > 0);
                    });
        }
    }

    @Test
    void showsHowThePairStandsAndWhatItsLinkPays() throws Exception {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        two.get("tokyo", "/api/v1/pairs")
                                .at("/0/state")
                                .asString("")
                                .equals("GREEN"));
        JsonNode pair = two.get("tokyo", "/api/v1/pairs").get(0);
        assertThat(pair.get("peer").asString()).isEqualTo("kochi");
        assertThat(pair.get("secondsToHardLimit").asDouble()).isBetween(1.0, 180.0);
        assertThat(pair.at("/inUse/keyId").asString("")).hasSize(36);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        two.get("tokyo", "/api/v1/pairs").at("/0/keysStored").asInt(0) > 900_000);

        JsonNode plan = two.get("tokyo", "/api/v1/plan?linkBitsPerSecond=1000&pairs=4").get(0);
        assertThat(plan.at("/plan/recommended").asString("")).isEqualTo("PT1M");
        assertThat(two.get("tokyo", "/api/v1/plan").get(0).get("peer").asString())
                .isEqualTo("kochi");
        assertThat(two.send(two.request("tokyo", "/api/v1/plan?linkBitsPerSecond=0")).statusCode())
                .isEqualTo(400);

        String metrics = two.send(two.request("tokyo", "/actuator/prometheus")).body();
        assertThat(metrics)
                .contains("warifu_gateway_pair_state{peer=\"kochi\",state=\"GREEN\"} 1.0")
                .contains("warifu_gateway_pair_state{peer=\"kochi\",state=\"RED\"} 0.0")
                .contains("warifu_gateway_hard_limit_seconds{peer=\"kochi\"}")
                .contains("warifu_gateway_keys_burnt_total{peer=\"kochi\"} 0.0")
                .contains("warifu_gateway_otp_budget_keys{peer=\"kochi\"}");
        assertThat(metrics)
                .containsPattern(
                        "warifu_gateway_epochs_total\\{peer=\"kochi\",step=\"confirmed\"} [1-9]");
    }

    @Test
    @Timeout(60)
    void tellsListenersWhenAnEpochComesIntoUse() throws Exception {
        HttpResponse<InputStream> stream =
                two.send(
                        two.request("tokyo", "/api/v1/events"),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertThat(stream.headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/event-stream");
        try (BufferedReader events =
                new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            assertThat(await(events, "event:pairs")).contains("\"peer\":\"kochi\"");
            two.stop("kochi");
            two.start("kochi");
            String confirmed = await(events, "event:epoch-confirmed");
            assertThat(confirmed).contains("\"mode\":\"QKD_AND_PQC\"").contains("keyId");
            assertThat(await(events, "event:epoch-switched")).contains("session");

            Instant begin = Instant.now();
            two.stop("tokyo");
            assertThat(Duration.between(begin, Instant.now()))
                    .as("a stream does not hold the stop")
                    .isLessThan(STOP_LIMIT);
        }
        two.start("tokyo");
    }

    /** The data of the next event of this kind; the test's own time-out ends a wait in vain. */
    private static String await(BufferedReader events, String kind) throws IOException {
        for (Optional<String> line = next(events); line.isPresent(); line = next(events)) {
            if (line.get().equals(kind)) {
                return next(events).orElse("");
            }
        }
        throw new IOException("the stream ended before " + kind);
    }

    private static Optional<String> next(BufferedReader events) throws IOException {
        return Optional.ofNullable(events.readLine());
    }
}
