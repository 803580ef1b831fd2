package io.warifu.gateway.tunnel;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two ways to end a socket, and the one way to begin it. */
final class Sockets {

    private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);

    private Sockets() {}

    /** Resolves and connects within {@code timeout}; no Nagle. */
    static Socket dial(String host, int port, Duration timeout) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(host, port), Math.toIntExact(timeout.toMillis()));
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
    static void reset(Socket socket) {
        try {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
            }
        } catch (IOException e) {
            LOG.debug("a socket was gone before its reset", e);
        }
        close(socket);
    }

    /** Ends the connection after all that was written has been handed to the kernel. */
    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("a socket failed to close", e);
        }
    }
}
