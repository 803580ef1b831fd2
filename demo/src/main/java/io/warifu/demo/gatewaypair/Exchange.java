package io.warifu.demo.gatewaypair;

import java.io.IOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * One end of a transfer in both directions: sends a content while it reads whatever comes.
 *
 * <p>The kernel tells of a reset once only: if the sending thread hears it, the reading one gets an
 * end of file. So an end counts as clean only if the sending was not broken either, as it would for
 * an application.
 */
final class Exchange {

    private final Socket socket;
    private final Reading reading;
    private final Thread sending;
    private volatile @Nullable IOException failure;
    private volatile long failedNanos;

    /** Nothing happens before {@link #run}. */
    Exchange(Socket socket, Reading reading, long seed, long bytes, long bytesPerSecond) {
        this.socket = socket;
        this.reading = reading;
        this.sending =
                Thread.ofPlatform()
                        .daemon()
                        .unstarted(() -> {
                            try {
                                Quietly.send(socket, seed, bytes, bytesPerSecond);
                            } catch (IOException e) {
                                failedNanos = System.nanoTime();
                                failure = e;
                            }
                        });
    }

    /** Runs to the end of both directions, or to the first failure, which resets the connection. */
    void run() {
        sending.start();
        try {
            reading.drain(socket.getInputStream());
            long endedNanos = System.nanoTime();
            Quietly.join(sending);
            IOException broken = failure;
            if (broken == null) {
                reading.end(Ending.CLEAN, "", endedNanos);
            } else {
                reading.end(Ending.ERROR, "while sending: " + broken.getMessage(), failedNanos);
            }
        } catch (IOException e) {
            reading.end(Ending.ERROR, String.valueOf(e.getMessage()), System.nanoTime());
            Quietly.reset(socket);
            Quietly.join(sending);
        }
    }
}
