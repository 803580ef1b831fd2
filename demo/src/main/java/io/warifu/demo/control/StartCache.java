package io.warifu.demo.control;

import io.warifu.demo.pki.SiteIdentities;
import io.warifu.demo.plan.Addressing;
import io.warifu.demo.plan.ConfigurationFiles;
import io.warifu.demo.plan.Home;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.Site;
import io.warifu.demo.site.Postmaster;
import io.warifu.demo.site.SiteMain;
import io.warifu.kernel.pack.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The JVM's cache of loaded classes and profiles (JEP 483, JEP 515) for site processes, made once
 * per build by starting one site and ending it again. It more than halves the time that five sites
 * need.
 *
 * <p>It is an optimisation only: whatever goes wrong, the sites start without it.
 */
final class StartCache {

    private static final Site TRAINED = NetworkPlan.TOKYO;
    private static final Duration TRAINING_LIMIT = Duration.ofMinutes(4);
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

    private final Path cache;
    private final Path keyFile;

    private StartCache(Path folder) {
        this.cache = folder.resolve("site.aot");
        this.keyFile = folder.resolve("site.aot.key");
    }

    /** The cache beside the packaged jar; empty if the sites do not run from one. */
    static Optional<StartCache> ofPackagedJar() {
        Path jar = Path.of(SiteCommandLine.classPath()).toAbsolutePath();
        Path folder = jar.getParent();
        return folder != null && jar.toString().endsWith(".jar") && Files.isRegularFile(jar)
                ? Optional.of(new StartCache(folder))
                : Optional.empty();
    }

    /** JVM options that use the cache, if it fits the present jars. */
    List<String> options() throws IOException {
        return valid() ? List.of("-XX:AOTCache=" + cache) : List.of();
    }

    /** Makes the cache unless it fits the present jars. */
    void prepare(Consumer<String> tell) throws IOException {
        if (valid()) {
            return;
        }
        tell.accept("preparing a faster start, once after each build");
        Files.deleteIfExists(keyFile);
        Path folder = Files.createTempDirectory("warifu-train-");
        try {
            Home home = new Home(folder);
            new SiteIdentities(home, Clock.systemUTC(), new SecureRandom()).prepare();
            new ConfigurationFiles(home, Addressing.LOOPBACK, Network.DATABASE_PASSWORD)
                    .write(TRAINED);
            Process training =
                    new ProcessBuilder(
                                    SiteCommandLine.of(
                                            TRAINED,
                                            home,
                                            List.of("-XX:AOTCacheOutput=" + cache),
                                            List.of(SiteMain.EXIT_WHEN_UP)))
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("train.log").toFile())
                            .start();
            boolean ended = training.waitFor(TRAINING_LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (ended && training.exitValue() == 0 && Files.exists(cache)) {
                Files.writeString(keyFile, key());
            } else {
                var _ = training.destroyForcibly().waitFor(KILL_LIMIT);
                // Its server outlives it, and would keep the port from the site itself.
                Postmaster.stop(home.database(TRAINED));
                tell.accept("no faster start: one site could not be started and ended; going on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Restoration.deleteTree(folder);
        }
    }

    private boolean valid() throws IOException {
        return Files.exists(cache)
                && Files.exists(keyFile)
                && Files.readString(keyFile).equals(key());
    }

    /** The JVM binds the cache to itself and to names, sizes and times of the jars. */
    private String key() throws IOException {
        StringBuilder text = new StringBuilder(Runtime.version().toString());
        Path folder = cache.resolveSibling("");
        try (Stream<Path> jars = Files.walk(folder.toAbsolutePath(), 2)) {
            for (Path jar : jars.filter(p -> p.toString().endsWith(".jar")).sorted().toList()) {
                BasicFileAttributes attributes =
                        Files.readAttributes(jar, BasicFileAttributes.class);
                text.append('\n')
                        .append(jar)
                        .append(' ')
                        .append(attributes.size())
                        .append(' ')
                        .append(attributes.lastModifiedTime());
            }
        }
        return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8)).hex();
    }
}
