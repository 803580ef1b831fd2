package io.warifu.demo.gatewaybench;

import io.warifu.demo.control.Waiting;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A yardstick's process. */
final class Child implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final long STOP_LIMIT_SECONDS = 10;

    private final Process process;

    private Child(Process process) {
        this.process = process;
    }

    /** Starts it and waits until it takes connections on {@code port}. */
    static Child start(List<String> command, int port, Path log) throws IOException {
        Child child =
                new Child(
                        new ProcessBuilder(command)
                                .redirectErrorStream(true)
                                .redirectInput(
                                        ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                                .redirectOutput(log.toFile())
                                .start());
        if (!Waiting.until(START_LIMIT, () -> listens(port))) {
            child.close();
            throw new WarifuException(
                    ErrorCode.UNAVAILABLE, command.getFirst() + " does not listen; see " + log);
        }
        return child;
    }

    long pid() {
        return process.pid();
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
