package io.warifu.gateway.tunnel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The service behind the far gateway: remembers what each connection brought, and how it ended. */
final class Target implements AutoCloseable {

    private final ServerSocket listening;
    private final Manner manner;
    private final List<Visit> visits = new CopyOnWriteArrayList<>();

    /** What the service does with what comes. */
    enum Manner {
        /** Sends everything back, and ends when the caller ends. */
        ECHO,
        /** Reads to the end, then answers with the number of bytes and ends. */
        COUNT
    }

    /** How a connection ended for the service. */
    enum End {
        CLEAN,
        RESET
    }

    /** One connection. */
    static final class Visit {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CompletableFuture<End> end = new CompletableFuture<>();

        synchronized byte[] bytes() {
            return bytes.toByteArray();
        }

        End end() throws Exception {
            return end.get(30, TimeUnit.SECONDS);
        }

        private synchronized void add(byte[] buffer, int length) {
            bytes.write(buffer, 0, length);
        }
    }

    Target(Manner manner) throws IOException {
        this.manner = manner;
        listening = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("target").start(this::serve);
    }

    int port() {
        return listening.getLocalPort();
    }

    List<Visit> visits() {
        return visits;
    }

    private void serve() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                Visit visit = new Visit();
                visits.add(visit);
                Thread.ofVirtual().start(() -> attend(socket, visit));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void attend(Socket socket, Visit visit) {
        try (socket) {
            byte[] buffer = new byte[16 * 1024];
            long count = 0;
            int read;
            while ((read = socket.getInputStream().read(buffer)) >= 0) {
                visit.add(buffer, read);
                count += read;
                if (manner == Manner.ECHO) {
                    socket.getOutputStream().write(buffer, 0, read);
                }
            }
            if (manner == Manner.COUNT) {
                socket.getOutputStream()
                        .write(Long.toString(count).getBytes(StandardCharsets.US_ASCII));
            }
            visit.end.complete(End.CLEAN);
        } catch (IOException _) {
            visit.end.complete(End.RESET);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
