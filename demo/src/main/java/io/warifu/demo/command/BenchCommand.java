package io.warifu.demo.command;

import io.warifu.demo.bench.QkdBenchmark;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs benchmarks; each engine brings its own when it has one worth quoting. */
@Command(
        name = "bench",
        description = {
            "Run a benchmark beside its yardsticks: 'bench qkd'. 'bench list' lists them and their"
                    + " stages.",
            "One thread; medians with the slowest and fastest run. Prints a table and writes JSON."
        },
        mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {

    private static final String QKD = "qkd";
    private static final String LIST = "list";
    private static final int MAX_RUNS = 1000;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "qkd, or list (the default)")
    private @Nullable String name;

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
        if (name == null || name.equals(LIST)) {
            System.out.println("qkd: the stages of a QKD link");
            QkdBenchmark.describeStages().forEach(System.out::println);
            return 0;
        }
        if (!name.equals(QKD)) {
            throw new WarifuException(
                    ErrorCode.NOT_FOUND,
                    "there is no benchmark '" + name + "' in this version; there is " + QKD);
        }
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
        return runInOwnJvm(
                new QkdBenchmark.Choice(
                        file,
                        stages.isEmpty() ? known : stages,
                        quick ? 1 : runs,
                        quick,
                        atTerminal()));
    }

    /** A JVM of its own, because this one has neither the server compiler nor the Vector API. */
    private static int runInOwnJvm(QkdBenchmark.Choice choice)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx2g",
                                "-XX:+UseSerialGC",
                                "--add-modules",
                                "jdk.incubator.vector",
                                "-Dstdout.encoding=UTF-8",
                                "-Dstderr.encoding=UTF-8",
                                "-cp",
                                System.getProperty("java.class.path"),
                                QkdBenchmark.class.getName()));
        command.addAll(choice.toArguments());
        Process process =
                new ProcessBuilder(command).redirectInput(ProcessBuilder.Redirect.INHERIT).start();
        Thread table = Thread.ofVirtual().start(() -> copy(process.getInputStream(), false));
        copy(process.getErrorStream(), true);
        table.join();
        return process.waitFor();
    }

    /** Hands on as it comes, so that a bar moves; but for the JVM's word about the Vector API. */
    private static void copy(InputStream from, boolean errors) {
        try (InputStream in = new BufferedInputStream(from)) {
            if (!errors) {
                in.transferTo(System.out);
                return;
            }
            ByteArrayOutputStream first = new ByteArrayOutputStream();
            int next = in.read();
            while (next >= 0) {
                first.write(next);
                if (next == '\n') {
                    break;
                }
                next = in.read();
            }
            if (!first.toString(StandardCharsets.UTF_8).contains("Using incubator modules")) {
                first.writeTo(System.err);
            }
            in.transferTo(System.err);
        } catch (IOException e) {
            System.err.println("warifu: the benchmark's output broke off: " + e.getMessage());
        }
    }

    @SuppressWarnings("SystemConsoleNull") // Null or no terminal, by release: both are asked for.
    private static boolean atTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
