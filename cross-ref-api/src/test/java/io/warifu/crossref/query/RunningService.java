package io.warifu.crossref.query;

import io.warifu.crossref.CrossRefApiApplication;
import io.warifu.crossref.HospitalForTests;
import io.warifu.crossref.NetworkForTests;
import io.warifu.crossref.ShareServerForTests;
import io.warifu.crossref.collect.ShareServer;
import io.warifu.servicekit.PostgresForTests;
import io.warifu.servicekit.TestTokens;
import io.warifu.servicekit.start.ServiceStarter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real service at Kochi on real sockets and a real database, seen through its front door. */
final class RunningService implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    final NetworkForTests network = new NetworkForTests();
    final HospitalForTests tokyo = new HospitalForTests(network, NetworkForTests.TOKYO);
    final TestTokens tokens = new TestTokens("warifu-dev-kochi");
    private final PostgresForTests.Database database = PostgresForTests.newDatabase();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;
    private final int port;

    RunningService(Path folder) {
        tokyo.backUp();
        List<String> arguments = new ArrayList<>(List.of(database.springArguments()));
        arguments.addAll(
                List.of(
                        "--server.port=0",
                        "--warifu.cross-ref-api.site=kochi",
                        "--warifu.cross-ref-api.threshold=3",
                        "--warifu.cross-ref-api.token-keys=file:" + tokens.writeKeys(folder),
                        "--warifu.cross-ref-api.owners=tokyo,kochi",
                        "--warifu.cross-ref-api.refresh-interval=1s",
                        "--warifu.cross-ref-api.check-interval=100ms",
                        "--warifu.cross-ref-api.suspect-timeout=500ms"));
        for (int i = 0; i < network.servers.size(); i++) {
            ShareServer server = network.servers.get(i).asConfigured();
            String key = "--warifu.cross-ref-api.share-servers[" + i + "].";
            arguments.add(key + "site=" + server.site());
            arguments.add(key + "index=" + server.index());
            arguments.add(key + "url=" + server.url());
        }
        context =
                ServiceStarter.start(
                        CrossRefApiApplication.class,
                        "cross-ref-api",
                        arguments.toArray(String[]::new));
        port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /** All share servers honest and prompt, and known to be so. */
    void heal() throws Exception {
        network.allUp();
        await(
                "all share servers answering",
                () -> json("/api/v1/status", "").get("sharesReachable").asInt() == 5);
        await(
                "the catalogue is whole",
                () -> !json("/api/v1/status", "").get("owners").get(0).get("partial").asBoolean());
    }

    interface Condition {
        boolean holds() throws Exception;
    }

    void await(String what, Condition condition) throws Exception {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("in vain waited for: " + what);
            }
            Thread.onSpinWait();
        }
    }

    String clinician() {
        return tokens.token("kaoru", "clinician");
    }

    HttpResponse<byte[]> get(String path, String token) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(DEADLINE);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    HttpResponse<String> getText(String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(DEADLINE);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<byte[]> search(String json, String token)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(uri("/api/v1/patient-searches"))
                        .timeout(DEADLINE)
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build();
        return http.send(request, BodyHandlers.ofByteArray());
    }

    JsonNode json(String path, String token) throws IOException, InterruptedException {
        return JSON.readTree(get(path, token).body());
    }

    static JsonNode json(HttpResponse<byte[]> response) {
        return JSON.readTree(response.body());
    }

    static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** The opaque id of the patient that the search finds first. */
    String xid(String name) throws IOException, InterruptedException {
        return json(search("{\"name\":\"" + name + "\"}", clinician()))
                .get("candidates")
                .get(0)
                .get("xid")
                .asString();
    }

    /** The opaque id of the record at a path. */
    String recordId(String patientName, String uriPath) throws IOException, InterruptedException {
        for (JsonNode line :
                json("/api/v1/patients/" + xid(patientName) + "/records", clinician())) {
            if (line.get("uriPath").asString().equals(uriPath)) {
                return line.get("recordId").asString();
            }
        }
        throw new AssertionError("no record at " + uriPath);
    }

    void sql(String statement) throws SQLException {
        try (Connection connection = database.connect();
                Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    void down(String... sites) {
        for (String site : sites) {
            network.server(site).down();
        }
    }

    @Override
    public void close() {
        context.close();
        network.servers.forEach(ShareServerForTests::up);
        network.close();
        http.shutdownNow();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}
