package io.warifu.gateway.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The three ways to end a socket, and the one way to begin it. */
public final class Sockets {

    private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);

    private static final long FAREWELL_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int FAREWELL_BUFFER_BYTES = 4 * 1024;

    private Sockets() {}

    /** Resolves and connects within {@code timeout}; no Nagle. */
    public static Socket dial(String host, int port, Duration timeout, Deadlines deadlines)
            throws IOException {
        Socket socket = new Socket();
        try (Deadlines.Deadline _ = deadlines.on(socket, timeout)) {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(host, port));
            return socket;
        } catch (IOException e) {
            reset(socket);
            throw e;
        }
    }

    /**
     * Ends the connection so that the other side gets an error: without the linger option the
     * kernel would send a FIN, and a cut upload would look like a whole one.
     */
    public static void reset(Socket socket) {
        try {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
            }
        } catch (IOException e) {
            LOG.debug("a socket was gone before its reset", e);
        }
        close(socket);
    }

    /**
     * Lets the last frame arrive before the connection ends: a reset at once could overtake it.
     * Waits for the other side to hang up, for a bounded time.
     */
    public static void farewell(Socket socket, LongSupplier nanoTime) {
        long endNanos = nanoTime.getAsLong() + FAREWELL_NANOS;
        byte[] ignored = new byte[FAREWELL_BUFFER_BYTES];
        try {
            socket.shutdownOutput();
            while (true) {
                long left = TimeUnit.NANOSECONDS.toMillis(endNanos - nanoTime.getAsLong());
                if (left <= 0) {
                    return;
                }
                socket.setSoTimeout(Math.toIntExact(left));
                if (socket.getInputStream().read(ignored) < 0) {
                    return;
                }
            }
        } catch (IOException e) {
            LOG.debug("the other side was gone before the farewell", e);
        }
    }

    /** Ends the connection after all that was written has been handed to the kernel. */
    public static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("a socket failed to close", e);
        }
    }
}
