package io.warifu.demo.gatewaypair;

import io.warifu.demo.control.SiteClient;
import io.warifu.demo.plan.ConfigurationFiles;
import io.warifu.gateway.EncryptorGatewayApplication;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** One gateway as a process of its own; it can be killed and started again with the same plan. */
public final class GatewayProcess implements AutoCloseable {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final Duration ASK_LIMIT = Duration.ofSeconds(5);
    private static final int TAIL_LINES = 12;

    /** As in the container image, but for the compiler's thresholds, which delay full speed. */
    private static final List<String> JVM_OPTIONS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-Xmx384m",
                    "-XX:-HeapDumpOnOutOfMemoryError",
                    "--enable-native-access=ALL-UNNAMED",
                    "-Dorg.springframework.boot.logging.LoggingSystem=none",
                    "-Dwarifu.log.level=INFO");

    private final GatewayPlan plan;
    private final Path folder;
    private final HttpClient http;
    private final List<String> jvmOptions;
    private Process process;

    private GatewayProcess(GatewayPlan plan, Path folder, HttpClient http, List<String> jvmOptions)
            throws IOException {
        this.plan = plan;
        this.folder = folder;
        this.http = http;
        this.jvmOptions = List.copyOf(jvmOptions);
        Files.createDirectories(folder);
        ConfigurationFiles.write(folder.resolve("encryptor-gateway.yml"), plan.toMap());
        this.process = spawn();
    }

    /**
     * Starts it and does not wait until it is ready.
     *
     * @param folder for its configuration, state and log
     */
    static GatewayProcess start(
            GatewayPlan plan, Path folder, HttpClient http, List<String> jvmOptions)
            throws IOException {
        return new GatewayProcess(plan, folder, http, jvmOptions);
    }

    private Process spawn() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(jvmOptions);
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        EncryptorGatewayApplication.class.getName(),
                        "--spring.config.additional-location=" + folder.toUri()));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    public String site() {
        return plan.end().site();
    }

    public long pid() {
        return process.pid();
    }

    /** Where an application connects to reach the service at the other end. */
    public int tunnelPort() {
        return plan.ports().tunnel();
    }

    /** Where peers connect. */
    public int carrierPort() {
        return plan.ports().carrier();
    }

    /** Where the peer connects to agree on epochs. */
    public int controlPort() {
        return plan.ports().control();
    }

    /** Its own account of itself. */
    public JsonNode status() {
        return client().get("/api/v1/status");
    }

    /** GREEN, AMBER or RED towards the other end; another word if it does not answer. */
    public String state() {
        try {
            return peer().path("state").asString("UNKNOWN");
        } catch (WarifuException _) {
            return "NO ANSWER";
        }
    }

    /** Number of the epoch that it sends under; 0 if there is none. */
    public int epoch() {
        return peer().path("inUse").path("epoch").asInt(0);
    }

    /** Refusals and cuts since its start, with and without a known peer. */
    public Map<String, Long> faults() {
        Map<String, Long> faults = new TreeMap<>();
        JsonNode status = status();
        for (JsonNode counted : List.of(peer(status).path("faults"), status.path("strangers"))) {
            counted.properties()
                    .forEach(fault ->
                            faults.merge(fault.getKey(), fault.getValue().asLong(), Long::sum));
        }
        return faults;
    }

    /** How often it has raised this alarm, over all its lives, by its log. */
    public long alarms(String tag) {
        String end = ": " + tag + ".";
        try (Stream<String> lines = Files.lines(log())) {
            return lines.filter(line -> line.contains("Alarm for ") && line.endsWith(end)).count();
        } catch (IOException e) {
            throw new UncheckedIOException("no log of the gateway of " + site(), e);
        }
    }

    private JsonNode peer() {
        return peer(status());
    }

    /** Each end of a pair has one peer. */
    private static JsonNode peer(JsonNode status) {
        return status.path("peers").path(0);
    }

    /** Its REST interface. */
    public SiteClient client() {
        return new SiteClient(http, "http://127.0.0.1:" + plan.ports().http(), null);
    }

    /** Whether it takes connections; throws if it has ended instead. */
    boolean ready() {
        if (!process.isAlive()) {
            throw new WarifuException(
                    ErrorCode.UNAVAILABLE,
                    "the gateway of "
                            + plan.end().site()
                            + " ended while starting. Its log ends with:\n"
                            + logTail());
        }
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:"
                                                + plan.ports().http()
                                                + "/actuator/health/readiness"))
                        .timeout(ASK_LIMIT)
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** kill -9; returns when the process is gone. */
    public void kill() throws IOException {
        process.destroyForcibly();
        if (!ended()) {
            throw new IOException("the gateway of " + plan.end().site() + " survives kill -9");
        }
    }

    /** A new process with the same plan; the old one must have ended. */
    public void startAgain() throws IOException {
        if (process.isAlive()) {
            throw new IllegalStateException("the gateway of " + plan.end().site() + " still runs");
        }
        process = spawn();
    }

    /**
     * The link secrets of its epochs, if the pair was started so that it gives them away; see
     * docs/tools/qgw1_check.py.
     */
    public Path epochSecrets() {
        return folder.resolve(GatewayPlan.SECRETS_FILE);
    }

    /** Hashes of all keys that it ever sealed under, over all its lives; on the same condition. */
    public List<String> sealingKeys() throws IOException {
        return Files.readAllLines(folder.resolve(GatewayPlan.KEY_HASHES_FILE));
    }

    Path log() {
        return folder.resolve("gateway.log");
    }

    String logTail() {
        try {
            List<String> lines = Files.readAllLines(log());
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    private boolean ended() {
        try {
            return process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        if (!ended()) {
            process.destroyForcibly();
        }
    }
}
