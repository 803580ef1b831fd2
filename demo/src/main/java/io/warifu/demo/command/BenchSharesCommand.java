package io.warifu.demo.command;

import io.warifu.demo.sharesbench.SharesBenchmark;
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

/** Secret sharing on one thread. */
@Command(
        name = "shares",
        description =
                "Speed of splitting and combining on one thread, as ratio to AES-256-GCM, beside"
                        + " com.codahale:shamir.",
        mixinStandardHelpOptions = true)
final class BenchSharesCommand implements Callable<Integer> {

    private static final int MAX_SAMPLES = 1000;

    @Option(
            names = "--samples",
            paramLabel = "N",
            defaultValue = "61",
            description = "measured samples of each row (default ${DEFAULT-VALUE})")
    private int samples;

    @Option(
            names = "--scalar",
            description = "without the Vector API, as a JVM without the incubating module runs")
    private boolean scalar;

    @Option(
            names = "--quick",
            description =
                    "one sample, no warming up: shows that it works, the figures mean nothing")
    private boolean quick;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            defaultValue = "target/bench/shares.json",
            description = "where the JSON goes (default ${DEFAULT-VALUE})")
    private Path output = Path.of("");

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (samples < 1 || samples > MAX_SAMPLES) {
            throw new WarifuException(ErrorCode.BAD_REQUEST, "--samples: 1 to " + MAX_SAMPLES);
        }
        Path file = output.toAbsolutePath();
        Files.createDirectories(file.resolveSibling(""));
        SharesBenchmark.Choice choice =
                new SharesBenchmark.Choice(file, quick ? 1 : samples, quick, BenchJvm.atTerminal());
        List<String> options = new ArrayList<>(List.of("-Xmx1g"));
        if (!scalar) {
            options.addAll(List.of("--add-modules", "jdk.incubator.vector"));
        }
        return BenchJvm.run(SharesBenchmark.class, options, choice.toArguments());
    }
}
