package io.warifu.demo.command;

import io.warifu.demo.control.Network;
import io.warifu.demo.control.Sites;
import io.warifu.demo.plan.Addressing;
import io.warifu.demo.plan.Home;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command about the network takes. */
final class NetworkOptions {

    private static final String HOME_PROPERTY = "warifu.home";

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "state folder (default: .warifu beside the script)")
    private @Nullable Path home;

    Home home() {
        Path chosen = home;
        return new Home(
                chosen != null ? chosen : Path.of(System.getProperty(HOME_PROPERTY, ".warifu")));
    }

    Network network() {
        return new Network(home(), Clock.systemUTC(), new SecureRandom());
    }

    /** The sites of a network that is there; refuses with what to do otherwise. */
    Sites existingSites() {
        if (!Files.isDirectory(home().authority())) {
            throw new WarifuException(
                    ErrorCode.NOT_FOUND,
                    "there is no network in " + home().root() + "; run ./warifu up first");
        }
        return sites();
    }

    Sites sites() {
        return new Sites(home(), Addressing.ofEnvironment(), Clock.systemUTC());
    }
}
