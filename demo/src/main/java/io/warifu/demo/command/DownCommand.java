package io.warifu.demo.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops the network. */
@Command(
        name = "down",
        description = "Stop the five sites; their data stay in the state folder.",
        mixinStandardHelpOptions = true)
public final class DownCommand implements Callable<Integer> {

    @Mixin private final NetworkOptions options = new NetworkOptions();

    @Override
    public Integer call() throws IOException {
        int running = options.network().running().size();
        options.network().down();
        System.out.println(running == 0 ? "no site was running" : running + " sites stopped");
        return 0;
    }
}
