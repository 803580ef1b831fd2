package io.warifu.ingest.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.warifu.ingest.EmrIngestApplication;
import io.warifu.ingest.FakeShareServer;
import io.warifu.ingest.FakeShareServer.Mood;
import io.warifu.ingest.Restorer;
import io.warifu.ingest.Storages;
import io.warifu.servicekit.PostgresForTests;
import io.warifu.servicekit.TestTokens;
import io.warifu.servicekit.start.ServiceStarter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real service through its front door; it is stopped and started like after a crash. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EmrIngestServiceTest {

    private static final TestTokens TOKENS = new TestTokens("warifu-dev-tokyo");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final List<FakeShareServer> servers = new ArrayList<>();
    private List<String> arguments = List.of();
    private ConfigurableApplicationContext service;
    private String base = "";

    @TempDir Path root;

    EmrIngestServiceTest(@TempDir Path settings) throws IOException {
        String[] sites = {"tokyo", "kochi", "koganei", "nagoya", "osaka"};
        for (int i = 0; i < sites.length; i++) {
            servers.add(new FakeShareServer(sites[i], i + 1));
        }
        arguments = arguments(settings);
        service = start();
    }

    private List<String> arguments(Path settings) throws IOException {
        List<String> all =
                new ArrayList<>(List.of(PostgresForTests.newDatabase().springArguments()));
        String prefix = "--warifu.emr-ingest.";
        Path pseudonymKey = settings.resolve("pseudonym.key");
        Files.writeString(pseudonymKey, Base64.getEncoder().encodeToString(new byte[32]) + "\n");
        all.add("--server.port=0");
        all.add(prefix + "site=tokyo");
        all.add(prefix + "threshold=3");
        all.add(prefix + "token-keys=" + TOKENS.writeKeys(settings).toUri());
        all.add(prefix + "pseudonym-key=" + pseudonymKey.toUri());
        all.add(prefix + "retry-cap=500ms");
        all.add(prefix + "patience=2s");
        for (int i = 0; i < servers.size(); i++) {
            FakeShareServer server = servers.get(i);
            Path key = settings.resolve(server.site() + ".pub");
            Files.writeString(key, server.receiptKeyPem());
            String item = prefix + "share-servers[" + i + "].";
            all.add(item + "site=" + server.site());
            all.add(item + "index=" + server.index());
            all.add(item + "url=" + server.url());
            all.add(item + "receipt-key=" + key.toUri());
        }
        return all;
    }

    private ConfigurableApplicationContext start() {
        ConfigurableApplicationContext started =
                ServiceStarter.start(
                        EmrIngestApplication.class, "emr-ingest", arguments.toArray(String[]::new));
        base =
                "http://127.0.0.1:"
                        + started.getEnvironment().getRequiredProperty("local.server.port");
        return started;
    }

    private void restart() {
        service.close();
        service = start();
    }

    @BeforeAll
    void isReady() throws Exception {
        assertThat(get("/actuator/health/readiness", "").statusCode()).isEqualTo(200);
    }

    @BeforeEach
    void honestServers() {
        servers.forEach(server -> server.mood(Mood.HONEST));
    }

    @AfterEach
    void nothingWasDealtTwice() {
        assertThat(servers).allMatch(server -> server.conflicts() == 0);
    }

    @AfterAll
    void stop() {
        service.close();
        servers.forEach(FakeShareServer::close);
    }

    @Test
    void refusesStrangersAndOtherRoles() throws Exception {
        assertThat(get("/api/v1/journal", "").statusCode()).isEqualTo(401);
        assertThat(get("/api/v1/journal", TOKENS.token("kaoru", "clinician")).statusCode())
                .isEqualTo(403);
        assertThat(get("/elsewhere", TOKENS.token("sumi", "steward")).statusCode()).isEqualTo(403);
    }

    @Test
    void refusesWhatIsNoReadableStorage() throws Exception {
        assertThat(post("relative/path")).contains("BAD_REQUEST");
        assertThat(post("")).contains("BAD_REQUEST");
        assertThat(post(root.resolve("absent").toString())).contains("STORAGE_NOT_READABLE");
        assertThat(get("/api/v1/ingests/" + new UUID(1, 1), steward()).body())
                .contains("NOT_FOUND");
        assertThat(get("/api/v1/ingests/no-uuid", steward()).body()).contains("BAD_REQUEST");
    }

    @Test
    void backsUpReportsAndRecognisesTheSameStorage() throws Exception {
        Storages.clean(root, 1100, 4);

        JsonNode first = awaitEnd(begin());

        assertThat(first.get("state").asString()).isEqualTo("DONE");
        assertThat(first.get("versionsNew").asLong()).isEqualTo(12);
        assertThat(first.get("safe").asLong()).isEqualTo(12);
        assertThat(first.get("filesSeen")).isEqualTo(first.get("filesTotal"));
        assertThat(first.get("remarksTotal").asLong()).isEqualTo(4);
        JsonNode second = awaitEnd(begin());
        assertThat(second.get("versionsNew").asLong()).isZero();
        assertThat(second.get("versionsKnown").asLong()).isEqualTo(12);
        assertThat(second.get("safe").asLong()).isEqualTo(12);
        assertThat(json.readTree(get("/api/v1/journal", steward()).body()).get("pending").asLong())
                .isZero();
        assertThat(get("/api/v1/ingests", steward()).body()).contains(second.get("id").asString());
        assertThat(get("/actuator/prometheus", "").body())
                .contains("warifu_ingest_outbox_depth_shares", "warifu_ingest_receipts_total");
    }

    @Test
    void twoServersDownIsDoneWithVersionsAtRisk() throws Exception {
        Storages.clean(root, 1200, 1);
        servers.get(3).mood(Mood.OVERLOADED);
        servers.get(4).mood(Mood.OVERLOADED);

        JsonNode report = awaitEnd(begin());

        assertThat(report.get("state").asString()).isEqualTo("DONE");
        assertThat(report.get("atRisk").asLong()).isEqualTo(3);
    }

    @Test
    void aStorageIsBackedUpByOneRunAtATime() throws Exception {
        Storages.clean(root, 1300, 1);
        servers.forEach(server -> server.mood(Mood.HANGING));
        String id = begin();

        assertThat(post(root.toString())).contains("INGEST_RUNNING");

        servers.forEach(server -> server.mood(Mood.HONEST));
        restart();
        assertThat(report(id).get("state").asString()).isEqualTo("FAILED");
        assertThat(awaitEnd(begin()).get("state").asString()).isEqualTo("DONE");
    }

    @Test
    void whatWasAcceptedArrivesAfterARestart() throws Exception {
        Storages.clean(root, 1400, 3);
        servers.forEach(server -> server.mood(Mood.OVERLOADED));
        JsonNode failed = awaitEnd(begin());
        assertThat(failed.get("state").asString()).isEqualTo("FAILED");
        assertThat(failed.get("error").asString()).startsWith("SHARES_BELOW_THRESHOLD");
        assertThat(failed.get("pending").asLong()).isEqualTo(9);

        service.close();
        servers.forEach(server -> server.mood(Mood.HONEST));
        service = start();

        JsonNode again = awaitEnd(begin());
        assertThat(again.get("state").asString()).isEqualTo("DONE");
        assertThat(again.get("versionsNew").asLong()).isZero();
        assertThat(again.get("safe").asLong()).isEqualTo(9);
        assertThat(new Restorer(servers.subList(2, 5)).segments()).isNotEmpty();
    }

    private static String steward() {
        return TOKENS.token("sumi", "steward");
    }

    private String begin() throws Exception {
        JsonNode begun = json.readTree(post(root.toString()));
        assertThat(begun.get("state").asString()).isEqualTo("RUNNING");
        return begun.get("id").asString();
    }

    private JsonNode awaitEnd(String id) {
        await().atMost(PATIENCE).until(() -> !report(id).get("state").asString().equals("RUNNING"));
        return report(id);
    }

    private JsonNode report(String id) {
        try {
            return json.readTree(get("/api/v1/ingests/" + id, steward()).body());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String post(String directory) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(base + "/api/v1/ingests"))
                        .header("Authorization", "Bearer " + TOKENS.token("op", "operator"))
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"directory\":\"" + directory + "\"}"))
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
