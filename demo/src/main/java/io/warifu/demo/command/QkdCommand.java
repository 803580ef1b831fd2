package io.warifu.demo.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Calculators of the QKD link; they start no service and need no network. */
@Command(
        name = "qkd",
        description = {
            "Calculate what a QKD link can give.",
            "Nothing is started: these commands only evaluate formulas and simulate light."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            QkdRateCommand.class,
            QkdFiniteCommand.class,
            QkdOptimiseCommand.class,
            QkdReplayCommand.class,
            QkdVerifyCommand.class
        })
public final class QkdCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing required subcommand");
    }
}
