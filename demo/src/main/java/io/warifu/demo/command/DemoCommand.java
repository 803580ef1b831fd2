package io.warifu.demo.command;

import io.warifu.demo.control.Network;
import io.warifu.demo.control.Restoration;
import io.warifu.demo.generate.GeneratorSettings;
import io.warifu.demo.plan.Home;
import io.warifu.demo.story.Demonstration;
import io.warifu.demo.story.Terminal;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the whole story on a network of its own. */
@Command(
        name = "demo",
        description = {
            "Run the whole story: five sites, records of fictitious patients backed up, read at"
                    + " Kochi, two sites lost, an eavesdropper caught, everything restored.",
            "Prints each step with its time, then one line of JSON; exit 0 only if all held."
        },
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

    private static final int MAX_PATIENTS = 20_000;

    @Mixin private final NetworkOptions options = new NetworkOptions();

    @Option(
            names = "--patients",
            paramLabel = "N",
            defaultValue = "200",
            description = "how many patients to generate (default: ${DEFAULT-VALUE})")
    private int patients;

    @Option(names = "--stay", description = "leave the network running at the end")
    private boolean stay;

    @Override
    public Integer call() throws IOException {
        if (patients < 1 || patients > Math.min(MAX_PATIENTS, GeneratorSettings.MAX_PATIENTS)) {
            throw new WarifuException(
                    ErrorCode.BAD_REQUEST, "--patients must be 1 to " + MAX_PATIENTS);
        }
        requireNothingRunning(options.network(), "./warifu down");
        Path state = options.home().root().resolve("demo");
        Home home = new Home(state);
        Network network = new Network(home, Clock.systemUTC(), new SecureRandom());
        requireNothingRunning(network, "./warifu down --home " + state);
        if (Files.exists(state)) {
            Restoration.deleteTree(state);
        }
        Demonstration demonstration =
                new Demonstration(network, home, patients, Terminal.ofProcess());
        try {
            Demonstration.Account account = demonstration.run();
            System.out.println(account.json());
            return account.allHeld() ? 0 : 1;
        } finally {
            if (stay) {
                UpCommand.printAddresses(network);
                System.out.println("stop it with: ./warifu down --home " + state);
            } else {
                network.down();
            }
        }
    }

    private static void requireNothingRunning(Network network, String remedy) {
        if (!network.running().isEmpty()) {
            throw new WarifuException(
                    ErrorCode.CONFLICT,
                    "a network is running on the same ports; stop it first: " + remedy);
        }
    }
}
