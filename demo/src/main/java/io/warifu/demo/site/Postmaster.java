package io.warifu.demo.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The PostgreSQL server process that {@code postmaster.pid} in a data folder names. A server
 * outlives the kill -9 of its site, and must be gone before another is started on the same folder.
 */
public final class Postmaster {

    private static final String PID_FILE = "postmaster.pid";
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    private Postmaster() {}

    /** The living server of this data folder, if there is one. */
    public static Optional<ProcessHandle> running(Path dataFolder) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(dataFolder.resolve(PID_FILE));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (lines.size() < 2 || !Path.of(lines.get(1)).equals(dataFolder.toRealPath())) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                .filter(ProcessHandle::isAlive)
                .filter(Postmaster::isPostgres);
    }

    /** Stops the server without waiting for its clients; on return its process is gone. */
    public static void stop(Path dataFolder) throws IOException {
        signal(dataFolder, "INT");
    }

    /** Kills the server as a power cut would. */
    public static void kill(Path dataFolder) throws IOException {
        // Quit reaches the children as well; the postmaster does not wait for a checkpoint.
        signal(dataFolder, "QUIT");
    }

    private static void signal(Path dataFolder, String signal) throws IOException {
        Optional<ProcessHandle> server = running(dataFolder);
        if (server.isEmpty()) {
            return;
        }
        ProcessHandle handle = server.get();
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(handle.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            handle.onExit().get(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while PostgreSQL stops", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(
                    "PostgreSQL " + handle.pid() + " does not stop within " + STOP_TIMEOUT, e);
        }
    }

    private static boolean isPostgres(ProcessHandle handle) {
        // A pid can be given to another program after a restart of the machine.
        return handle.info().command().map(c -> c.endsWith("postgres")).orElse(true);
    }
}
