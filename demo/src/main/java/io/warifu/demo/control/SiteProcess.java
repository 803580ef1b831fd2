package io.warifu.demo.control;

import io.warifu.demo.plan.Home;
import io.warifu.demo.plan.Site;
import io.warifu.demo.site.Postmaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One site's process, seen from outside: started, found again by its pid file, stopped, killed. */
public final class SiteProcess {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(25);
    private static final int TAIL_LINES = 15;

    private final Home home;
    private final Site site;

    public SiteProcess(Home home, Site site) {
        this.home = home;
        this.site = site;
    }

    public Site site() {
        return site;
    }

    /**
     * The living process; empty if it was never started, has ended, or its pid belongs to another.
     */
    public Optional<ProcessHandle> running() {
        try {
            List<String> lines = Files.readAllLines(home.pid(site));
            Instant started = Instant.parse(lines.get(1));
            return ProcessHandle.of(Long.parseLong(lines.get(0)))
                    .filter(ProcessHandle::isAlive)
                    .filter(h -> h.info().startInstant().map(started::equals).orElse(false));
        } catch (IOException | RuntimeException e) {
            // No pid file, or half of one: no process that we know of.
            return Optional.empty();
        }
    }

    public void start() throws IOException {
        Files.createDirectories(home.site(site));
        Optional<StartCache> cache = StartCache.ofPackagedJar();
        List<String> options = cache.isPresent() ? cache.get().options() : List.of();
        List<String> command = SiteCommandLine.of(site, home, options, List.of());
        Process process =
                new ProcessBuilder(command)
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(home.log(site).toFile()))
                        .redirectErrorStream(true)
                        .start();
        Instant started = process.toHandle().info().startInstant().orElse(Instant.EPOCH);
        Files.writeString(home.pid(site), process.pid() + "\n" + started + "\n");
    }

    /** Asks the process to end, waits, and stops what is left of its database server. */
    public void stop() throws IOException {
        Optional<ProcessHandle> handle = running();
        if (handle.isPresent()) {
            handle.get().destroy();
            if (!ended(handle.get())) {
                handle.get().destroyForcibly();
                ended(handle.get());
            }
        }
        if (Files.exists(home.database(site))) {
            Postmaster.stop(home.database(site));
        }
        Files.deleteIfExists(home.pid(site));
    }

    /**
     * kill -9 of the process; its database server lives on, as it would after a crash of the JVM.
     */
    public void kill() throws IOException {
        Optional<ProcessHandle> handle = running();
        if (handle.isPresent()) {
            handle.get().destroyForcibly();
            if (!ended(handle.get())) {
                throw new IOException("site " + site.name() + " survives kill -9");
            }
        }
    }

    /** The loss of the whole site: its services and its database at once. */
    public void lose() throws IOException {
        kill();
        Postmaster.kill(home.database(site));
    }

    /** The last lines of the site's log, for an error message. */
    public String logTail() {
        try {
            List<String> lines = Files.readAllLines(home.log(site));
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    private static boolean ended(ProcessHandle handle) throws IOException {
        try {
            handle.onExit().get(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a site stops", e);
        } catch (ExecutionException e) {
            throw new IOException("cannot wait for a site", e);
        }
    }
}
