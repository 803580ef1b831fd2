package io.warifu.demo.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.demo.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs whole command lines and reads what they print. */
final class BenchCommandTest {

    @Test
    void anUnknownBenchmarkStageOrNumberOfRunsIsRefused() {
        assertThat(CommandRun.of("bench", "records").err())
                .startsWith("warifu: NOT_FOUND: there is no benchmark 'records'");
        assertThat(CommandRun.of("bench", "qkd", "--stages", "clicks,magic").err())
                .startsWith("warifu: NOT_FOUND: there is no stage 'magic'; there are yardsticks,");
        assertThat(CommandRun.of("bench", "qkd", "--runs", "0").err())
                .startsWith("warifu: BAD_REQUEST: --runs");
        assertThat(CommandRun.of("bench", "qkd", "--runs", "many").exitCode()).isEqualTo(2);
        assertThat(CommandRun.of("bench", "shares", "--samples", "0").err())
                .startsWith("warifu: BAD_REQUEST: --samples");
        assertThat(CommandRun.of("bench", "keys", "--clients", "0").err())
                .startsWith("warifu: BAD_REQUEST: --clients");
        assertThat(CommandRun.of("bench", "keys", "--rounds", "9", "--seconds", "3").err())
                .startsWith("warifu: BAD_REQUEST: --rounds: 1 to 3");
        assertThat(CommandRun.of("bench", "gateway", "--streams", "0").err())
                .startsWith("warifu: BAD_REQUEST: --streams: 1 to");
    }

    @Test
    void withoutANameItListsTheBenchmarksAndTheirStages() {
        CommandRun answer = CommandRun.of("bench");
        assertThat(answer.exitCode()).isZero();
        assertThat(answer.out())
                .contains("keys:", "qkd:", "gateway:", "shares:")
                .contains("clicks", "cascade", "toeplitz", "secret");
        assertThat(CommandRun.of("bench", "list").out()).isEqualTo(answer.out());
    }

    @Test
    void aQuickRunPrintsTheChosenRowsAndWritesTheSameAsJson(@TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("new/qkd.json");
        CommandRun answer =
                CommandRun.of(
                        "bench",
                        "qkd",
                        "--quick",
                        "--stages",
                        "secret",
                        "--output",
                        file.toString());

        assertThat(answer.err()).doesNotContain("WARNING");
        assertThat(answer.exitCode()).isZero();
        assertThat(answer.out())
                .contains("processor time", "reach", "excellent", "sifted to secret")
                .doesNotContain("yardstick");
        JsonNode json = JsonMapper.builder().build().readTree(Files.readString(file));
        assertThat(json.path("quick").asBoolean()).isTrue();
        assertThat(json.path("rows")).hasSize(1);
        JsonNode row = json.path("rows").path(0);
        assertThat(row.path("stage").asString()).isEqualTo("secret");
        assertThat(row.path("unit").asString()).isEqualTo("Mbit/s");
        assertThat(row.path("median").asDouble()).isPositive();
        assertThat(row.path("reach").asDouble()).isEqualTo(5);
    }

    @Test
    void aQuickRunOfTheSharesPrintsAllRowsAndWritesTheSameAsJson(@TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("shares.json");
        CommandRun answer =
                CommandRun.of("bench", "shares", "--quick", "--output", file.toString());

        assertThat(answer.err()).doesNotContain("WARNING");
        assertThat(answer.exitCode()).as(answer.err()).isZero();
        assertThat(answer.out())
                .contains("Vector API", "combine {2,4,5}", "AES-256-GCM", "codahale");
        JsonNode json = JsonMapper.builder().build().readTree(Files.readString(file));
        assertThat(json.path("quick").asBoolean()).isTrue();
        assertThat(json.path("kernel").asString()).startsWith("Vector API");
        assertThat(json.path("rows")).hasSize(13);
        JsonNode split = json.path("rows").path(0);
        assertThat(split.path("id").asString()).isEqualTo("split");
        assertThat(split.path("ratio").asDouble()).isPositive();
        assertThat(split.path("excellent").asDouble()).isEqualTo(0.38);
    }

    @Test
    void aQuickRunOfTheKeyManagersFindsNoWrongKeyAndWritesJson(@TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("keys.json");
        CommandRun answer =
                CommandRun.of(
                        "bench",
                        "keys",
                        "--quick",
                        "--clients",
                        "4",
                        "--batch-clients",
                        "6",
                        "--number",
                        "8",
                        "--output",
                        file.toString(),
                        "--home",
                        "target/bench-home");

        assertThat(answer.exitCode()).as(answer.err() + answer.out()).isZero();
        assertThat(answer.out())
                .contains("yardstick: 1 row and audit", "number=1", "number=8", "wrong 0");
        JsonNode json = JsonMapper.builder().build().readTree(Files.readString(file));
        assertThat(json.path("quick").asBoolean()).isTrue();
        assertThat(json.path("rows")).hasSize(4);
        assertThat(json.path("clients").asInt()).isEqualTo(4);
        assertThat(json.path("batchClients").asInt()).isEqualTo(6);
        assertThat(json.path("keys").path("compared").asLong()).isPositive();
        assertThat(json.path("keys").path("refusedAgain").asLong()).isPositive();
        JsonNode pairs = json.path("rows").path(2);
        assertThat(pairs.path("stage").asString()).isEqualTo("pairs");
        assertThat(pairs.path("toYardstick").asDouble()).isPositive();
        assertThat(pairs.path("millis").path("encKeys").path("p99").asDouble()).isPositive();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void aQuickRunOfTheGatewaysLosesNoByteAndComparesThemWithTheYardsticks(@TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("gateway.json");
        CommandRun answer =
                CommandRun.of("bench", "gateway", "--quick", "--output", file.toString());

        assertThat(answer.exitCode()).as(answer.err() + answer.out()).isZero();
        assertThat(answer.out())
                .contains("throughput", "CPU-s/GiB", "direct", "JDK TLS 1.3 relay", "50/50");
        JsonNode json = JsonMapper.builder().build().readTree(Files.readString(file));
        assertThat(json.path("quick").asBoolean()).isTrue();
        assertThat(json.path("routes").size()).isGreaterThanOrEqualTo(4);
        for (JsonNode route : json.path("routes")) {
            assertThat(route.path("throughput").path("median").asDouble()).isPositive();
            assertThat(route.path("p99").path("rounds")).hasSize(1);
        }
        assertThat(json.path("streams").path("gateway").path("streams").path("right").asInt())
                .isEqualTo(50);
        assertThat(json.path("keys").path("alive").asInt()).isEqualTo(50);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }
}
