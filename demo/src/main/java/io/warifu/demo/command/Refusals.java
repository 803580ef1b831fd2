package io.warifu.demo.command;

import io.warifu.kernel.problem.WarifuException;
import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what went wrong into one line for people and exit code 1; a bug keeps its stack. */
public final class Refusals implements IExecutionExceptionHandler {

    private static final String STACK_PROPERTY = "warifu.stack";

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        switch (e) {
            case WarifuException refusal ->
                    System.err.println("warifu: " + refusal.code() + ": " + refusal.getMessage());
            case IOException fault -> System.err.println("warifu: " + describe(fault));
            case UncheckedIOException fault -> System.err.println("warifu: " + describe(fault));
            default -> {
                System.err.println("warifu: a bug: " + e);
                e.printStackTrace(System.err);
            }
        }
        if (Boolean.getBoolean(STACK_PROPERTY)) {
            e.printStackTrace(System.err);
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String describe(Exception fault) {
        // The text of file system exceptions is often the bare path.
        return fault.getClass().getSimpleName() + ": " + fault.getMessage();
    }
}
