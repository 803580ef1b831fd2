package io.warifu.demo.command;

import io.warifu.demo.gatewaybench.GatewayBenchmark;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Load on two gateways. */
@Command(
        name = "gateway",
        description = {
            "Load on two encryptor gateways (a process each, with their real protocol and keys over"
                    + " ETSI 014), beside a plain relay, a relay pair with the JDK's TLS 1.3, and"
                    + " stunnel if it is installed, in the same rounds.",
            "Throughput, processor time, latency, many streams at once, memory, idle time, and how"
                    + " many keys all that takes. A lost or wrong byte ends in exit code 1.",
            "Needs no running network, and gives true figures only where none runs."
        },
        mixinStandardHelpOptions = true)
final class BenchGatewayCommand implements Callable<Integer> {

    private static final int MAX_ROUNDS = 100;
    private static final int MAX_MEBIBYTES = 16_384;
    private static final int MAX_STREAMS = 2_000;
    private static final int QUICK_MEBIBYTES = 16;
    private static final int QUICK_STREAMS = 50;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "7",
            description = "rounds, whose median counts (default ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--mib",
            paramLabel = "N",
            defaultValue = "512",
            description = "MiB in one measurement of throughput (default ${DEFAULT-VALUE})")
    private int mebibytes;

    @Option(
            names = "--streams",
            paramLabel = "N",
            defaultValue = "1000",
            description = "streams of 64 KiB at once (default ${DEFAULT-VALUE})")
    private int streams;

    @Option(
            names = "--quick",
            description =
                    "one small round, no warming up: shows that it works, the figures mean nothing")
    private boolean quick;

    @Option(
            names = "--profile",
            description =
                    "let both gateways write a JFR recording beside the JSON; it costs some speed")
    private boolean profile;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            defaultValue = "target/bench/gateway.json",
            description = "where the JSON goes (default ${DEFAULT-VALUE})")
    private Path output = Path.of("");

    @Override
    public Integer call() throws IOException, InterruptedException {
        within("--rounds", rounds, MAX_ROUNDS);
        within("--mib", mebibytes, MAX_MEBIBYTES);
        within("--streams", streams, MAX_STREAMS);
        Path file = output.toAbsolutePath();
        Files.createDirectories(file.resolveSibling(""));
        GatewayBenchmark.Choice choice =
                new GatewayBenchmark.Choice(
                        file,
                        quick ? 1 : rounds,
                        quick ? QUICK_MEBIBYTES : mebibytes,
                        quick ? QUICK_STREAMS : streams,
                        quick,
                        profile,
                        BenchJvm.atTerminal());
        return BenchJvm.run(
                GatewayBenchmark.class,
                List.of(
                        "-Xmx1g",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dorg.springframework.boot.logging.LoggingSystem=none"),
                choice.toArguments());
    }

    private static void within(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new WarifuException(ErrorCode.BAD_REQUEST, option + ": 1 to " + most);
        }
    }
}
