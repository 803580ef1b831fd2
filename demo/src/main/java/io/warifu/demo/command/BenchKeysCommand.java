package io.warifu.demo.command;

import io.warifu.demo.keybench.KeysBenchmark;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Load on two key managers. */
@Command(
        name = "keys",
        description = {
            "Load on two key managers (a process each) and their PostgreSQL, all on this machine:"
                    + " enc_keys and dec_keys by keep-alive mutual TLS, one key at a time and many"
                    + " at a time. Every key is compared; a wrong or doubled one ends in exit code"
                    + " 1. The yardsticks are what the same PostgreSQL commits by itself.",
            "Needs no running network, and gives true figures only where none runs."
        },
        mixinStandardHelpOptions = true)
final class BenchKeysCommand implements Callable<Integer> {

    private static final int MAX_CLIENTS = 48;
    private static final int MAX_BATCH = 128;
    private static final int MAX_SECONDS = 3600;
    private static final int QUICK_SECONDS = 4;

    @Mixin private final NetworkOptions options = new NetworkOptions();

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "40",
            description = "measured time, all rounds together (default ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "15",
            description = "seconds of load before the first round (default ${DEFAULT-VALUE})")
    private int warmUp;

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "10",
            description =
                    "concurrent pairs of a master and a slave, one key at a time"
                            + " (default ${DEFAULT-VALUE})")
    private int clients;

    @Option(
            names = "--batch-clients",
            paramLabel = "N",
            defaultValue = "24",
            description = "the same, many keys at a time (default ${DEFAULT-VALUE})")
    private int batchClients;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "rounds, whose median counts (default ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--number",
            paramLabel = "N",
            defaultValue = "64",
            description = "keys in one request of the second load (default ${DEFAULT-VALUE})")
    private int number;

    @Option(
            names = "--quick",
            description =
                    "one short round, no warming up: shows that it works, the figures mean nothing")
    private boolean quick;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            defaultValue = "target/bench/keys.json",
            description = "where the JSON goes (default ${DEFAULT-VALUE})")
    private Path output = Path.of("");

    @Override
    public Integer call() throws IOException, InterruptedException {
        within("--seconds", seconds, 1, MAX_SECONDS);
        within("--warm-up", warmUp, 1, MAX_SECONDS);
        within("--clients", clients, 1, MAX_CLIENTS);
        within("--batch-clients", batchClients, 1, MAX_CLIENTS);
        within("--rounds", rounds, 1, seconds);
        within("--number", number, 2, MAX_BATCH);
        Path file = output.toAbsolutePath();
        Files.createDirectories(file.resolveSibling(""));
        KeysBenchmark.Choice choice =
                new KeysBenchmark.Choice(
                        file,
                        options.home().postgresBinaries(),
                        clients,
                        batchClients,
                        quick ? 1 : rounds,
                        quick ? QUICK_SECONDS : seconds,
                        quick ? 0 : warmUp,
                        number,
                        BenchJvm.atTerminal());
        return BenchJvm.run(
                KeysBenchmark.class,
                List.of(
                        "-Xmx1g",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dorg.springframework.boot.logging.LoggingSystem=none"),
                choice.toArguments());
    }

    private static void within(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new WarifuException(ErrorCode.BAD_REQUEST, option + ": " + least + " to " + most);
        }
    }
}
