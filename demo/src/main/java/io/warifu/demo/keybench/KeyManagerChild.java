package io.warifu.demo.keybench;

import io.warifu.demo.plan.ConfigurationFiles;
import io.warifu.demo.plan.KeyManagerSettings;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.keys.KeyManagerApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One key manager as a process of its own, with options like those of a site's process. */
final class KeyManagerChild implements AutoCloseable {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final Duration ASK_LIMIT = Duration.ofSeconds(5);
    private static final int TAIL_LINES = 12;

    private final KeyManagerSettings settings;
    private final Path log;
    private final Process process;

    private KeyManagerChild(KeyManagerSettings settings, Path log, Process process) {
        this.settings = settings;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts it and does not wait until it is ready.
     *
     * @param folder for its configuration and log
     */
    static KeyManagerChild start(KeyManagerSettings settings, Path folder) throws IOException {
        Files.createDirectories(folder);
        ConfigurationFiles.write(folder.resolve("key-manager.yml"), settings.toMap());
        Path log = folder.resolve("key-manager.log");
        Process process =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-XX:+UseSerialGC",
                                        "-Xmx512m",
                                        "-XX:-HeapDumpOnOutOfMemoryError",
                                        "--enable-native-access=ALL-UNNAMED",
                                        "-Dorg.springframework.boot.logging.LoggingSystem=none",
                                        "-Dwarifu.log.level=WARN",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        KeyManagerApplication.class.getName(),
                                        "--spring.config.additional-location=" + folder.toUri()))
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(log.toFile())
                        .start();
        return new KeyManagerChild(settings, log, process);
    }

    KeyManagerSettings.Ports ports() {
        return settings.ports();
    }

    boolean ready(HttpClient http) {
        if (!process.isAlive()) {
            throw new WarifuException(
                    ErrorCode.UNAVAILABLE,
                    "the key manager of "
                            + settings.site()
                            + " ended while starting. Its log ends with:\n"
                            + logTail());
        }
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:"
                                                + settings.ports().management()
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

    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    String logTail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
