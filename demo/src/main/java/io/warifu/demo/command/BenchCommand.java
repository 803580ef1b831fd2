package io.warifu.demo.command;

import io.warifu.demo.bench.QkdBenchmark;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs benchmarks; each engine brings its own when it has one worth quoting. */
@Command(
        name = "bench",
        description = {
            "Run a benchmark beside its yardsticks. 'bench list' lists them and their stages.",
            "Medians with the slowest and fastest run. Prints a table and writes JSON."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "qkd | keys | gateway | shares | list",
        subcommands = {
            BenchQkdCommand.class,
            BenchKeysCommand.class,
            BenchGatewayCommand.class,
            BenchSharesCommand.class
        })
public final class BenchCommand implements Callable<Integer> {

    private static final String LIST = "list";

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "list (the default), or one of the benchmarks below with its options")
    private @Nullable String name;

    @Override
    public Integer call() {
        if (name != null && !name.equals(LIST)) {
            throw new WarifuException(
                    ErrorCode.NOT_FOUND,
                    "there is no benchmark '"
                            + name
                            + "' in this version; there are qkd, keys, gateway and"
                            + " shares");
        }
        System.out.println("qkd: the stages of a QKD link");
        QkdBenchmark.describeStages().forEach(System.out::println);
        System.out.println("keys: two key managers with PostgreSQL under load (ETSI 014)");
        System.out.println("gateway: two encryptor gateways under load, beside stunnel and others");
        System.out.println("shares: splitting and combining, beside AES-256-GCM");
        return 0;
    }
}
