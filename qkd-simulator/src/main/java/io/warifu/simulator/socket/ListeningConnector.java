package io.warifu.simulator.socket;

import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.MessageKind;
import io.warifu.simulator.channel.PayloadWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bob's way to a connection: he accepts callers on the classical port, lets each prove who it is,
 * and then expects its fibre.
 *
 * <p>A caller that stalls cannot keep the real Alice out: handshakes run beside each other, a
 * bounded number of them, each with a time-out. A new session of Alice ends the one before at once:
 * she must have been restarted.
 */
public final class ListeningConnector implements LinkConnector {

    private static final Logger LOG = LoggerFactory.getLogger(ListeningConnector.class);

    private static final int MAX_HANDSHAKES = 4;
    private static final int BACKLOG = 8;
    private static final int FIBRE_HELLO_TIMEOUT_MILLIS = 2_000;

    private final LinkEndpoint endpoint;
    private final ServerSocket classicalServer;
    private final ServerSocket quantumServer;
    private final Semaphore handshakes = new Semaphore(MAX_HANDSHAKES);
    private final BlockingQueue<LinkConnection> ready = new ArrayBlockingQueue<>(1);
    private final AtomicReference<@Nullable LinkConnection> latest = new AtomicReference<>();

    /** Opens both ports; a port in use is a mistake in the configuration and fails the start. */
    public ListeningConnector(LinkEndpoint endpoint) {
        this.endpoint = endpoint;
        try {
            this.classicalServer = open(endpoint.host(), endpoint.classicalPort());
            this.quantumServer = open(endpoint.host(), endpoint.quantumPort());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen for link " + endpoint.link(), e);
        }
        Thread.ofVirtual().name("qkd-listen-" + endpoint.link()).start(this::acceptCallers);
    }

    @Override
    public LinkConnection connect() throws ChannelException {
        try {
            while (!classicalServer.isClosed()) {
                LinkConnection connection = ready.poll(1, TimeUnit.SECONDS);
                if (connection != null) {
                    return connection;
                }
            }
            throw new ChannelException("the link is shut down");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChannelException("interrupted while waiting for a caller", e);
        }
    }

    @Override
    public void close() {
        closeServer(classicalServer);
        closeServer(quantumServer);
        replace(null);
    }

    private void acceptCallers() {
        while (!classicalServer.isClosed()) {
            try {
                Socket caller = classicalServer.accept();
                if (handshakes.tryAcquire()) {
                    Thread.ofVirtual().start(() -> welcome(caller));
                } else {
                    Sockets.close(caller);
                }
            } catch (IOException e) {
                LOG.debug("link {}: accepting a caller failed", endpoint.link(), e);
            }
        }
    }

    private void welcome(Socket caller) {
        try {
            SocketClassicalChannel channel = SocketClassicalChannel.answering(secured(caller));
            Greeting.require(channel, endpoint.link());
            SocketFibre fibre = fibreOf(channel.session());
            LinkConnection connection = new LinkConnection(channel, fibre);
            try {
                channel.send(MessageKind.WELCOME, new PayloadWriter());
            } catch (ChannelException e) {
                fibre.close();
                throw e;
            }
            replace(connection);
        } catch (IOException | ChannelException e) {
            LOG.debug("link {}: a caller was turned away", endpoint.link(), e);
            Sockets.close(caller);
        } finally {
            handshakes.release();
        }
    }

    private synchronized void replace(@Nullable LinkConnection connection) {
        LinkConnection before = latest.getAndSet(connection);
        ready.clear();
        if (before != null) {
            before.close();
        }
        if (connection != null && !ready.offer(connection)) {
            connection.close();
        }
    }

    private SSLSocket secured(Socket caller) throws IOException {
        caller.setTcpNoDelay(true);
        SSLSocket secured =
                (SSLSocket)
                        endpoint.tls()
                                .getSocketFactory()
                                .createSocket(
                                        caller, endpoint.host(), endpoint.classicalPort(), true);
        secured.setUseClientMode(false);
        secured.setNeedClientAuth(true);
        secured.setEnabledProtocols(new String[] {"TLSv1.3"});
        secured.setSoTimeout(LinkEndpoint.HANDSHAKE_TIMEOUT_MILLIS);
        secured.startHandshake();
        secured.setSoTimeout(endpoint.readTimeoutMillis());
        return secured;
    }

    /** The fibre is not authenticated, so callers without the session's id are passed over. */
    private synchronized SocketFibre fibreOf(UUID session) throws IOException, ChannelException {
        long deadline =
                System.nanoTime()
                        + Duration.ofMillis(LinkEndpoint.HANDSHAKE_TIMEOUT_MILLIS).toNanos();
        for (long left = deadline - System.nanoTime();
                left > 0;
                left = deadline - System.nanoTime()) {
            quantumServer.setSoTimeout(Math.max(1, (int) TimeUnit.NANOSECONDS.toMillis(left)));
            Socket socket = quantumServer.accept();
            if (isFibreOf(socket, session)) {
                return new SocketFibre(socket);
            }
            Sockets.close(socket);
        }
        throw new ChannelException("the caller's fibre did not come");
    }

    private boolean isFibreOf(Socket socket, UUID session) {
        try {
            socket.setSoTimeout(FIBRE_HELLO_TIMEOUT_MILLIS);
            boolean announced = new SocketFibre(socket).isAnnouncedAs(session);
            socket.setSoTimeout(endpoint.readTimeoutMillis());
            return announced;
        } catch (SocketTimeoutException e) {
            LOG.debug("link {}: a fibre without a name", endpoint.link(), e);
            return false;
        } catch (IOException e) {
            LOG.debug("link {}: a fibre broke at once", endpoint.link(), e);
            return false;
        }
    }

    private static ServerSocket open(String address, int port) throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getByName(address), port), BACKLOG);
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    private void closeServer(ServerSocket server) {
        try {
            server.close();
        } catch (IOException e) {
            LOG.debug("link {}: a port did not close cleanly", endpoint.link(), e);
        }
    }
}
