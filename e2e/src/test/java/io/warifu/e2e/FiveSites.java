package io.warifu.e2e;

import io.warifu.demo.CommandRun;
import io.warifu.demo.control.Network;
import io.warifu.demo.plan.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one network that all end-to-end tests of this JVM share: starting five sites takes most of a
 * minute. A test that harms a site brings it back before it ends.
 */
final class FiveSites {

    private static @Nullable FiveSites shared;

    private final Home home;
    private final Network network;

    private FiveSites(Home home, Network network) {
        this.home = home;
        this.network = network;
    }

    static synchronized FiveSites running() {
        FiveSites sites = shared;
        if (sites != null) {
            return sites;
        }
        try {
            Path folder = Files.createTempDirectory("warifu-e2e-");
            Home home = new Home(folder.resolve("home"));
            Network network = new Network(home, Clock.systemUTC(), new SecureRandom());
            sites = new FiveSites(home, network);
            Runtime.getRuntime().addShutdownHook(new Thread(sites::stop));
            network.up(System.out::println);
            shared = sites;
            return sites;
        } catch (IOException e) {
            throw new UncheckedIOException("the network does not start", e);
        }
    }

    Network network() {
        return network;
    }

    Home home() {
        return home;
    }

    /** Runs one command of {@code ./warifu} against this network. */
    CommandRun warifu(String... args) {
        return CommandRun.of(
                Stream.concat(Stream.of(args), Stream.of("--home", home.root().toString()))
                        .toArray(String[]::new));
    }

    /** The project's example files, if they lie beside the project. */
    static Optional<Path> examples() {
        try {
            Path here =
                    Path.of(
                            FiveSites.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI());
            for (Path up = here; up != null; up = up.getParent()) {
                Path candidate = up.resolve("shared/examples/ssmix2");
                if (Files.isDirectory(candidate)) {
                    return Optional.of(candidate);
                }
            }
            return Optional.empty();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a code source has a path", e);
        }
    }

    private void stop() {
        try {
            network.down();
        } catch (IOException e) {
            throw new UncheckedIOException("the network does not stop", e);
        }
    }
}
