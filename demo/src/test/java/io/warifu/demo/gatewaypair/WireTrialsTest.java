package io.warifu.demo.gatewaypair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.warifu.demo.control.Waiting;
import io.warifu.demo.gatewaytrial.Bars;
import io.warifu.demo.gatewaytrial.Findings;
import io.warifu.demo.gatewaytrial.FlipBits;
import io.warifu.demo.gatewaytrial.InjectEnd;
import io.warifu.demo.gatewaytrial.Replay;
import io.warifu.demo.gatewaytrial.Trial;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two gateway processes and somebody on the wire between them. */
final class WireTrialsTest {

    private static final Path CHECKER = Path.of("../docs/tools/qgw1_check.py");
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MAX_PARKED = 64;

    @TempDir private static Path folder;
    private static Started started;

    @BeforeAll
    static void start() throws IOException {
        started = Started.in(folder, GatewayPair.Choice.of(Map.of()).withTap().givingSecretsAway());
    }

    @AfterAll
    static void stop() {
        started.close();
    }

    @Test
    void everyFlippedBitIsAnErrorToBothEndsAtOnceAndNothingWrongIsDelivered()
            throws IOException, InterruptedException {
        passes(new FlipBits(Started.size("flips", 12), System.nanoTime(), Bars.ON_A_BUSY_MACHINE));
    }

    @Test
    void anEndOfTheConnectionThatNoGatewayMadeIsAnErrorToBothEnds()
            throws IOException, InterruptedException {
        passes(new InjectEnd(Bars.ON_A_BUSY_MACHINE));
    }

    @Test
    void nothingThatWasSentBeforeIsTakenAgain() throws IOException, InterruptedException {
        passes(new Replay(Bars.ON_A_BUSY_MACHINE));
    }

    @Test
    void anIndependentCheckerDecryptsWhatPassedAndNothingOfItShinesThrough(@TempDir Path captures)
            throws IOException, InterruptedException {
        assumeThat(python("--version")).as("python3 is installed").isZero();
        long bytes = 300_000;
        Captured captured = wholeCarrier(captures, bytes);
        int carrier = captured.carrier();
        long seed = captured.seed();
        byte[] c2s = Files.readAllBytes(WireTap.file(captures, carrier, true));

        Path plain = captures.resolve("plain");
        List<String> arguments =
                List.of(
                        CHECKER.toString(),
                        "--ends",
                        "gateway-east",
                        "gateway-west",
                        "--secrets",
                        started.pair().east().epochSecrets().toString(),
                        "--c2s",
                        WireTap.file(captures, carrier, true).toString(),
                        "--s2c",
                        WireTap.file(captures, carrier, false).toString());
        JsonNode found = found(with(arguments, "--plain-c2s", plain.toString()));
        // Its first 17 bytes tell the service what is wanted.
        assertThat(found.path("c2s").path("bytes").asLong()).isEqualTo(17 + bytes);
        assertThat(found.path("service").asString()).isEqualTo("far");
        assertThat(found.path("c2s").path("fin").asBoolean()).isTrue();
        assertThat(found.path("s2c").path("fin").asBoolean()).isTrue();
        byte[] decrypted = Files.readAllBytes(plain);
        assertThat(Content.shinesThrough(decrypted, seed, bytes)).isTrue();
        assertThat(Content.shinesThrough(c2s, seed, bytes)).isFalse();
        assertThat((double) c2s.length / (17 + bytes)).isLessThan(1.02);
        // The cipher of its own must agree with the package's, where there is one.
        JsonNode own = found(with(arguments, "--pure"));
        assertThat(own.path("cipher").asString()).isEqualTo("PlainAesGcm");
        assertThat(own.path("c2s")).isEqualTo(found.path("c2s"));

        refusesSpoilt(captures, carrier, c2s, arguments);
    }

    private static void refusesSpoilt(
            Path captures, int carrier, byte[] c2s, List<String> arguments)
            throws IOException, InterruptedException {
        byte[] spoilt = c2s.clone();
        spoilt[c2s.length / 2] ^= 1;
        Files.write(WireTap.file(captures, carrier, true), spoilt);
        assertThat(python(arguments)).as("a flipped bit").isEqualTo(1);
        int last = WireTap.HEADER_BYTES + 16;
        Files.write(WireTap.file(captures, carrier, true), Arrays.copyOf(c2s, c2s.length - last));
        assertThat(python(arguments)).as("no FIN").isEqualTo(2);
    }

    /** Which carrier was captured from its OPEN on, and what it carried. */
    private record Captured(int carrier, long seed) {}

    /** Carriers that were opened ahead are not captured from their beginning; later ones are. */
    private static Captured wholeCarrier(Path captures, long bytes)
            throws IOException, InterruptedException {
        started.pair().wire().capture(captures);
        try {
            return tryUntilCaptured(captures, bytes);
        } finally {
            started.pair().wire().captureNoMore();
        }
    }

    private static Captured tryUntilCaptured(Path captures, long bytes)
            throws IOException, InterruptedException {
        for (int i = 0; i < MAX_PARKED; i++) {
            long seed = Transfer.newSeed();
            try (Transfer transfer =
                    Transfer.start(started.pair().east().tunnelPort(), seed, bytes, 1_000)) {
                assertThat(transfer.ends(LIMIT)).isTrue();
                assertThat(transfer.receivedAll()).as(transfer.reading().toString()).isTrue();
                Reading target = started.pair().service().reading(seed).orElseThrow();
                assertThat(Waiting.until(LIMIT, () -> target.isWhole(seed, bytes)))
                        .as(target.toString())
                        .isTrue();
            }
            for (int carrier = 0; carrier < started.pair().wire().connections(); carrier++) {
                Path file = WireTap.file(captures, carrier, true);
                if (Files.exists(file) && Files.size(file) > bytes) {
                    return new Captured(carrier, seed);
                }
            }
        }
        throw new AssertionError("no carrier was captured whole");
    }

    private static List<String> with(List<String> arguments, String... more) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(more));
        return all;
    }

    private static JsonNode found(List<String> arguments) throws IOException, InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(python(arguments, out)).as(out.toString(StandardCharsets.UTF_8)).isZero();
        return JsonMapper.builder().build().readTree(out.toByteArray());
    }

    private static int python(String argument) throws IOException, InterruptedException {
        try {
            return python(List.of(argument));
        } catch (IOException _) {
            // There is none.
            return -1;
        }
    }

    private static int python(List<String> arguments) throws IOException, InterruptedException {
        return python(arguments, new ByteArrayOutputStream());
    }

    private static int python(List<String> arguments, ByteArrayOutputStream out)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("python3"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().transferTo(out);
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static void passes(Trial trial) throws IOException, InterruptedException {
        Findings findings = trial.run(started.pair(), System.out::println);
        assertThat(findings.failures()).as(findings.toString()).isEmpty();
    }
}
