package io.warifu.gateway.tunnel;

import io.warifu.gateway.net.Sockets;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The wire under a control connection, which can be cut and mended. */
final class ControlWire implements AutoCloseable {

    private final ServerSocket listening;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile int targetPort;
    private volatile boolean isCut;

    ControlWire() throws IOException {
        listening = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("control-wire").start(this::serve);
    }

    int port() {
        return listening.getLocalPort();
    }

    void target(int port) {
        targetPort = port;
    }

    /** Resets what stands, and lets nothing through. */
    void cut() {
        isCut = true;
        sockets.forEach(Sockets::reset);
        sockets.clear();
    }

    void mend() {
        isCut = false;
    }

    private void serve() {
        while (!listening.isClosed()) {
            try {
                Socket from = listening.accept();
                if (isCut || targetPort == 0) {
                    Sockets.reset(from);
                    continue;
                }
                Socket to = dial(from);
                sockets.add(from);
                sockets.add(to);
                Thread.ofVirtual().start(() -> pump(from, to));
                Thread.ofVirtual().start(() -> pump(to, from));
            } catch (IOException _) {
                // The end that is dialled is down: the dialling one finds out by itself.
            }
        }
    }

    private Socket dial(Socket from) throws IOException {
        try {
            return new Socket(InetAddress.getLoopbackAddress(), targetPort);
        } catch (IOException e) {
            Sockets.reset(from);
            throw e;
        }
    }

    private static void pump(Socket from, Socket to) {
        byte[] buffer = new byte[4 * 1024];
        try {
            to.setTcpNoDelay(true);
            InputStream in = from.getInputStream();
            int read;
            while ((read = in.read(buffer)) >= 0) {
                to.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException _) {
            // Both ends go.
        }
        Sockets.reset(from);
        Sockets.reset(to);
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
    }
}
