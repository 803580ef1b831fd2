package io.warifu.demo.command;

import io.warifu.demo.bench.QkdBenchmark;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The stages of a QKD link, each on one thread. */
@Command(
        name = "qkd",
        description = "Speed of each stage of a QKD link, on one thread, with yardsticks.",
        mixinStandardHelpOptions = true)
final class BenchQkdCommand implements Callable<Integer> {

    private static final int MAX_RUNS = 1000;

    @Option(
            names = "--stages",
            split = ",",
            paramLabel = "STAGE",
            description = "only these stages, separated by commas; all without it")
    private List<String> stages = new ArrayList<>();

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "9",
            description = "measured runs of each row (default ${DEFAULT-VALUE})")
    private int runs;

    @Option(
            names = "--quick",
            description = "one run, no warming up: shows that it works, the figures mean nothing")
    private boolean quick;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            defaultValue = "target/bench/qkd.json",
            description = "where the JSON goes (default ${DEFAULT-VALUE})")
    private Path output = Path.of("");

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> known = QkdBenchmark.stageNames();
        for (String stage : stages) {
            if (!known.contains(stage)) {
                throw new WarifuException(
                        ErrorCode.NOT_FOUND,
                        "there is no stage '" + stage + "'; there are " + String.join(", ", known));
            }
        }
        if (runs < 1 || runs > MAX_RUNS) {
            throw new WarifuException(ErrorCode.BAD_REQUEST, "--runs: 1 to " + MAX_RUNS);
        }
        Path file = output.toAbsolutePath();
        Files.createDirectories(file.resolveSibling(""));
        QkdBenchmark.Choice choice =
                new QkdBenchmark.Choice(
                        file,
                        stages.isEmpty() ? known : stages,
                        quick ? 1 : runs,
                        quick,
                        BenchJvm.atTerminal());
        return BenchJvm.run(
                QkdBenchmark.class,
                List.of("-Xmx2g", "--add-modules", "jdk.incubator.vector"),
                choice.toArguments());
    }
}
