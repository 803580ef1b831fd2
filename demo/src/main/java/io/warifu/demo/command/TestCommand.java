package io.warifu.demo.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Listed here for its help text; the script runs it, because Maven rebuilds the jar it lives in.
 */
@Command(
        name = "test",
        description = "Run every check: format, compiler checks, unit, contract, end-to-end tests.",
        mixinStandardHelpOptions = true)
public final class TestCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        System.err.println("warifu: run the tests through the script: ./warifu test");
        return 2;
    }
}
