package io.warifu.demo.command;

import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs benchmarks; each engine brings its own when it has one worth quoting. */
@Command(
        name = "bench",
        description = "Run a benchmark beside its yardstick; without a name, list them.",
        mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {

    private static final List<String> NAMES = List.of();

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "which benchmark")
    private @Nullable String name;

    @Override
    public Integer call() {
        String chosen = name;
        if (chosen != null && !NAMES.contains(chosen)) {
            throw new WarifuException(
                    ErrorCode.NOT_FOUND,
                    "there is no benchmark '" + chosen + "' in this version; there are: " + NAMES);
        }
        System.out.println("no benchmark in this version yet");
        return 0;
    }
}
