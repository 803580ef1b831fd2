package io.warifu.demo;

import io.warifu.demo.command.BenchCommand;
import io.warifu.demo.command.DemoCommand;
import io.warifu.demo.command.DownCommand;
import io.warifu.demo.command.DrillCommand;
import io.warifu.demo.command.GatewayCommand;
import io.warifu.demo.command.GenerateCommand;
import io.warifu.demo.command.IngestCommand;
import io.warifu.demo.command.PrepareCommand;
import io.warifu.demo.command.QkdCommand;
import io.warifu.demo.command.Refusals;
import io.warifu.demo.command.RestoreCommand;
import io.warifu.demo.command.SaeCommand;
import io.warifu.demo.command.SharesCommand;
import io.warifu.demo.command.StatusCommand;
import io.warifu.demo.command.TestCommand;
import io.warifu.demo.command.TokenCommand;
import io.warifu.demo.command.TunnelCommand;
import io.warifu.demo.command.UpCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./warifu}: the operator's command line. */
@Command(
        name = "warifu",
        description = {
            "Medical records kept by secret sharing over QKD-keyed links.",
            "The quantum channel is simulated; everything behind it is real."
        },
        mixinStandardHelpOptions = true,
        version = "warifu 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            GenerateCommand.class,
            IngestCommand.class,
            RestoreCommand.class,
            TokenCommand.class,
            SaeCommand.class,
            TunnelCommand.class,
            GatewayCommand.class,
            QkdCommand.class,
            SharesCommand.class,
            DrillCommand.class,
            BenchCommand.class,
            TestCommand.class,
            PrepareCommand.class
        })
public final class OperatorCommand {

    private OperatorCommand() {}

    static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs one command line and returns its exit code: 0 done, 1 failed, 2 wrong usage. */
    public static int run(String... args) {
        return new CommandLine(new OperatorCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(new Refusals())
                .execute(args);
    }
}
