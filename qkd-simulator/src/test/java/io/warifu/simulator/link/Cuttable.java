package io.warifu.simulator.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A wire that can be cut: forwards TCP, and resets everything after a given number of bytes. */
final class Cuttable implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong bytesLeft = new AtomicLong(Long.MAX_VALUE);

    Cuttable(int target) throws IOException {
        this.target = target;
        server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Lets that many more bytes through, in both directions together. */
    void cutAfter(long bytes) {
        bytesLeft.set(bytes);
    }

    boolean isCut() {
        return bytesLeft.get() == Long.MAX_VALUE;
    }

    @Override
    public void close() {
        quietly(server::close);
        cut();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                forward(server.accept());
            } catch (IOException _) {
                // The test is over.
            }
        }
    }

    private void forward(Socket in) {
        try {
            Socket out = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(in);
            open.add(out);
            Thread.ofVirtual().start(() -> pump(in, out));
            Thread.ofVirtual().start(() -> pump(out, in));
        } catch (IOException _) {
            // Bob is not there: the caller sees a closed connection.
            quietly(in::close);
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                int piece = n;
                long left =
                        bytesLeft.updateAndGet(now -> now == Long.MAX_VALUE ? now : now - piece);
                if (left < 0) {
                    bytesLeft.set(Long.MAX_VALUE);
                    cut();
                    return;
                }
                out.write(buffer, 0, n);
                out.flush();
            }
        } catch (IOException _) {
            // Closed at one side: closing the other side is all there is to do.
        }
    }

    private void cut() {
        for (Socket socket : open) {
            quietly(() -> socket.setSoLinger(true, 0));
            quietly(socket::close);
        }
        open.clear();
    }

    private interface Action {
        void run() throws IOException;
    }

    private static void quietly(Action action) {
        try {
            action.run();
        } catch (IOException _) {
            // It was closed already.
        }
    }
}
