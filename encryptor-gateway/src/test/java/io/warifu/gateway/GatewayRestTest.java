package io.warifu.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.gateway.ledger.LedgerComparison;
import io.warifu.gateway.ledger.LedgerPage;
import io.warifu.servicekit.FreePorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What operators and local programs do over REST, between two whole services. */
final class GatewayRestTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The web server would wait three times as long for a request that does not end. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    @TempDir Path folder;
    private TwoServices two;

    @BeforeEach
    void start() throws Exception {
        two = new TwoServices(folder);
    }

    @AfterEach
    void stop() {
        two.close();
    }

    /** A service that sends everything back. */
    private static ServerSocket echo() throws IOException {
        ServerSocket service = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        Thread.ofVirtual()
                .start(() -> {
                    while (!service.isClosed()) {
                        try (Socket socket = service.accept()) {
                            socket.getInputStream().transferTo(socket.getOutputStream());
                        } catch (IOException e) {
                            // Closed, or a client that went away.
                        }
                    }
                });
        return service;
    }

    private static String sendAndReceive(int port, String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private int addTunnel(String name, ServerSocket service) throws Exception {
        int port = FreePorts.next();
        assertThat(putService(name, service.getLocalPort()).body()).contains("\"added\":true");
        HttpResponse<String> door = putTunnel(name, "127.0.0.1", port);
        assertThat(door.statusCode()).as(door.body()).isEqualTo(200);
        return port;
    }

    private HttpResponse<String> putService(String name, int port) throws Exception {
        return two.putJson(
                "kochi",
                "/api/v1/services/" + name,
                Map.of("host", "127.0.0.1", "port", port, "peers", List.of("tokyo")));
    }

    private HttpResponse<String> putTunnel(String name, String address, int port) throws Exception {
        return two.putJson(
                "tokyo",
                "/api/v1/tunnels/" + name,
                Map.of(
                        "service",
                        name,
                        "peer",
                        "kochi",
                        "listenAddress",
                        address,
                        "listenPort",
                        port));
    }

    @Test
    void carriesAServiceThatAnOperatorAddedAndRemembersItAfterARestart() throws Exception {
        try (ServerSocket service = echo()) {
            int port = addTunnel("dicom", service);
            assertThat(sendAndReceive(port, "before")).isEqualTo("before");

            two.stop("kochi");
            two.start("kochi");
            two.stop("tokyo");
            two.start("tokyo");
            assertThat(sendAndReceive(port, "after")).isEqualTo("after");

            assertThat(two.send(two.as("operator", "tokyo", "/api/v1/tunnels/dicom").DELETE()))
                    .returns(204, HttpResponse::statusCode);
            assertThat(two.send(two.as("operator", "kochi", "/api/v1/services/dicom").DELETE()))
                    .returns(204, HttpResponse::statusCode);
            assertThat(two.gateway("tokyo").tunnels()).isEmpty();
            assertThat(two.send(two.as("operator", "kochi", "/api/v1/services/dicom").DELETE()))
                    .returns(404, HttpResponse::statusCode);
            assertThat(Files.readString(two.state("tokyo").resolve("tunnels.json")))
                    .doesNotContain("dicom");
        }
    }

    @Test
    void changesNothingForTheSameWishAndRefusesAnotherUnderTheSameName() throws Exception {
        try (ServerSocket service = echo()) {
            int port = addTunnel("db", service);
            assertThat(putTunnel("db", "127.0.0.1", port).body()).contains("\"added\":false");
            assertThat(putTunnel("db", "localhost", port).body()).contains("\"added\":false");
            assertThat(putTunnel("db", "127.0.0.1", FreePorts.next()).statusCode()).isEqualTo(409);
            assertThat(putTunnel("db2", "127.0.0.1", port).statusCode())
                    .as("the port is taken")
                    .isEqualTo(409);
            assertThat(two.gateway("tokyo").tunnels()).hasSize(1);
            assertThat(putService("share-store", 1).statusCode())
                    .as("it stands in the configuration")
                    .isEqualTo(409);
        }
    }

    @Test
    void refusesDoorsElsewhereThanOnLoopbackAndWhatMakesNoSense() throws Exception {
        assertThat(putTunnel("open", "0.0.0.0", 1_234).statusCode()).isEqualTo(403);
        assertThat(putTunnel("open", "example.org", 1_234).statusCode()).isEqualTo(400);
        assertThat(putTunnel("open", "127.0.0.1", 0).statusCode()).isEqualTo(400);
        assertThat(putService("no%20name", 1).statusCode()).isEqualTo(400);
        assertThat(putService("warifu-otp", 1).statusCode()).isEqualTo(400);
        HttpResponse<String> forAll =
                two.putJson(
                        "kochi",
                        "/api/v1/services/all",
                        Map.of("host", "127.0.0.1", "port", 1, "peers", List.of()));
        assertThat(forAll.statusCode()).isEqualTo(400);
        assertThat(two.gateway("tokyo").tunnels()).isEmpty();
    }

    @Test
    void showsATunnelWhosePortIsTakenAtTheStartAndOpensItLater() throws Exception {
        try (ServerSocket service = echo()) {
            int port = addTunnel("late", service);
            two.stop("tokyo");
            try (ServerSocket thief = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                two.start("tokyo");
                String shown = two.send(two.as("operator", "tokyo", "/api/v1/tunnels")).body();
                assertThat(JSON.readTree(shown).at("/tunnels/0/problem").asString(""))
                        .contains(Integer.toString(thief.getLocalPort()));
            }
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> !two.gateway("tokyo").tunnels().isEmpty());
            assertThat(sendAndReceive(port, "late")).isEqualTo("late");
        }
    }

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

    private HttpResponse<String> sendField(byte[] field, String box) throws Exception {
        return two.send(
                two.as("steward", "tokyo", "/api/v1/fields?peer=kochi&box=" + box)
                        .header("Content-Type", "application/octet-stream")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(field)));
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
                    .untilAsserted(() -> assertThat(compareLedgers().rows()).hasSizeGreaterThan(2));
            LedgerComparison comparison = compareLedgers();
            assertThat(comparison.rows()).allMatch(row -> row.finding().agrees());
            assertThat(comparison.padMismatches()).isEmpty();
            assertThat(comparison.padsCompared()).isEqualTo(1);
            assertThat(comparison.rows())
                    .as("epochs that carried something")
                    .anyMatch(row ->
                            row.finding() == LedgerComparison.Finding.SAME
                                    && row.any().totals().orElseThrow().bytesSent() > 0);
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
