package io.warifu.gateway.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listening socket with its accepting thread. What it lets in is handled elsewhere, at once. */
public final class Door implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    private static final int BACKLOG = 1_024;
    private static final long PAUSE_AFTER_FAILURE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ServerSocket listening;
    private final String name;
    private final Consumer<Socket> arrived;

    private Door(ServerSocket listening, String name, Consumer<Socket> arrived) {
        this.listening = listening;
        this.name = name;
        this.arrived = arrived;
    }

    /** Listens on {@code address}, and hands each connection to {@code arrived}. */
    public static Door open(String name, InetSocketAddress address, Consumer<Socket> arrived)
            throws IOException {
        ServerSocket listening = new ServerSocket();
        try {
            listening.setReuseAddress(true);
            listening.bind(address, BACKLOG);
        } catch (IOException e) {
            listening.close();
            throw new IOException("cannot listen on " + address + " for " + name, e);
        }
        Door door = new Door(listening, name, arrived);
        Thread.ofPlatform().daemon().name("door-" + name).start(door::serve);
        return door;
    }

    public int port() {
        return listening.getLocalPort();
    }

    private void serve() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                letIn(socket);
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    LOG.warn("Door {} could not take a connection: {}", name, e.toString());
                    LockSupport.parkNanos(PAUSE_AFTER_FAILURE_NANOS);
                }
            }
        }
    }

    private void letIn(Socket socket) throws IOException {
        try {
            socket.setTcpNoDelay(true);
            arrived.accept(socket);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            Sockets.reset(socket);
            LOG.error("Door {} dropped a connection", name, e);
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            LOG.debug("door {} failed to close", name, e);
        }
    }
}
