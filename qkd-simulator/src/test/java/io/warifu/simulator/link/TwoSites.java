package io.warifu.simulator.link;

import io.warifu.servicekit.FreePorts;
import io.warifu.servicekit.TestPki;
import io.warifu.servicekit.start.ServiceStarter;
import io.warifu.simulator.QkdSimulatorApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The simulators of two sites with one link, each with its key manager, over real sockets. */
final class TwoSites implements AutoCloseable {

    private static final int SECRET_BYTES = 2 << 20;
    private static final long PATIENCE_NANOS = 120_000_000_000L;

    final TestPki pki = new TestPki();
    final FakeKeyManager tokyoKeys;
    final FakeKeyManager koganeiKeys;
    final Cuttable classicalWire;
    final Cuttable quantumWire;
    final int bobClassicalPort;
    private final int bobQuantumPort;
    private final Path folder;
    private final Path secret;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.builder().build();
    private ConfigurableApplicationContext tokyo;
    private ConfigurableApplicationContext koganei;

    TwoSites(Path folder) throws IOException {
        this(folder, SECRET_BYTES);
    }

    TwoSites(Path folder, int secretBytes) throws IOException {
        this.folder = folder;
        this.secret = SiteArguments.secret(folder, secretBytes);
        tokyoKeys = new FakeKeyManager(pki.identity("kme", "urn:warifu:kme:tokyo"), "tokyo");
        koganeiKeys = new FakeKeyManager(pki.identity("kme", "urn:warifu:kme:koganei"), "koganei");
        bobClassicalPort = FreePorts.next();
        bobQuantumPort = FreePorts.next();
        classicalWire = new Cuttable(bobClassicalPort);
        quantumWire = new Cuttable(bobQuantumPort);
        koganei = startKoganei();
        tokyo = start("tokyo", "ALICE", tokyoKeys, quantumWire.port(), classicalWire.port(), true);
    }

    void restartKoganei() {
        koganei.close();
        koganei = startKoganei();
    }

    void restartTokyo() {
        tokyo.close();
        tokyo = start("tokyo", "ALICE", tokyoKeys, quantumWire.port(), classicalWire.port(), true);
    }

    HttpResponse<String> get(String site, String path) throws Exception {
        return http.send(request(site, path).GET().build(), BodyHandlers.ofString());
    }

    HttpResponse<String> eavesdrop(String site, String link, String body) throws Exception {
        return http.send(
                request(site, "/api/v1/links/" + link + "/eavesdropper")
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> attackWire(String link, String body) throws Exception {
        return http.send(
                request("tokyo", "/api/v1/links/" + link + "/classical-attack")
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    JsonNode json(String site, String path) throws Exception {
        return json.readTree(get(site, path).body());
    }

    byte[] bytes(String site, String path) throws Exception {
        return http.send(request(site, path).GET().build(), BodyHandlers.ofByteArray()).body();
    }

    Stream<String> lines(String site, String path) throws Exception {
        return http.send(request(site, path).GET().build(), BodyHandlers.ofLines()).body();
    }

    /** True if both key managers hold the same blocks, and at least some. */
    boolean sameBlocks() {
        return blocksAtBoth() > 0 && tokyoKeys.blocks().equals(koganeiKeys.blocks());
    }

    JsonNode link(String site) {
        try {
            return json.readTree(get(site, "/api/v1/links").body()).get(0);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    boolean bothAre(String state) {
        return state.equals(link("tokyo").get("state").asString())
                && state.equals(link("koganei").get("state").asString());
    }

    int blocksAtBoth() {
        return Math.min(tokyoKeys.blocks().size(), koganeiKeys.blocks().size());
    }

    static void await(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new AssertionError("did not come true in time: " + what);
            }
            Thread.onSpinWait();
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Override
    public void close() {
        tokyo.close();
        koganei.close();
        classicalWire.close();
        quantumWire.close();
        tokyoKeys.close();
        koganeiKeys.close();
        http.close();
    }

    private ConfigurableApplicationContext startKoganei() {
        return start("koganei", "BOB", koganeiKeys, bobQuantumPort, bobClassicalPort, false);
    }

    private ConfigurableApplicationContext start(
            String site,
            String role,
            FakeKeyManager keys,
            int quantumPort,
            int classicalPort,
            boolean attacksAllowed) {
        List<String> args =
                SiteArguments.of(
                        pki,
                        folder,
                        new SiteArguments.Site(site, role, keys.url(), attacksAllowed),
                        quantumPort,
                        classicalPort,
                        secret,
                        SiteArguments.SMALL_BLOCKS);
        return ServiceStarter.start(
                QkdSimulatorApplication.class, "qkd-simulator", args.toArray(String[]::new));
    }

    private HttpRequest.Builder request(String site, String path) {
        ConfigurableApplicationContext context = site.equals("tokyo") ? tokyo : koganei;
        int port =
                ((WebServerApplicationContext) context).getWebServer() == null
                        ? 0
                        : ((WebServerApplicationContext) context).getWebServer().getPort();
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }
}
