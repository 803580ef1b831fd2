package io.warifu.simulator.socket;

import io.warifu.simulator.auth.KeyPool;
import io.warifu.simulator.auth.ReceivingTags;
import io.warifu.simulator.auth.SendingTags;
import io.warifu.simulator.auth.SessionId;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.Check;
import io.warifu.simulator.channel.MessageKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bob's way to a session: he accepts callers on the classical port, verifies their HELLO, waits for
 * their fibre, says WELCOME, and waits for READY.
 *
 * <p>A caller that stalls cannot keep the real Alice out: handshakes run beside each other, a
 * bounded number of them, each with a time-out. Who cannot tag a HELLO is told the check that
 * failed and costs nothing of the pool. A new session of Alice ends the one before: she must have
 * been restarted.
 */
public final class ListeningConnector implements LinkConnector {

    private static final Logger LOG = LoggerFactory.getLogger(ListeningConnector.class);

    private static final int MAX_HANDSHAKES = 4;
    private static final int BACKLOG = 8;
    private static final long FAREWELL_NANOS = 1_000_000_000L;
    private static final int FIBRE_HELLO_TIMEOUT_MILLIS = 2_000;

    private final LinkEndpoint endpoint;
    private final KeyPool pool;
    private final ServerSocket classicalServer;
    private final ServerSocket quantumServer;
    private final Semaphore handshakes = new Semaphore(MAX_HANDSHAKES);
    private final BlockingQueue<LinkConnection> ready = new ArrayBlockingQueue<>(1);
    private final AtomicReference<@Nullable LinkConnection> latest = new AtomicReference<>();
    private final AtomicReference<@Nullable ChannelException> lastRefusal = new AtomicReference<>();

    /** Opens both ports; a port in use is a mistake in the configuration and fails the start. */
    public ListeningConnector(LinkEndpoint endpoint, KeyPool pool) {
        this.endpoint = endpoint;
        this.pool = pool;
        try {
            this.classicalServer = open(endpoint.classical());
            this.quantumServer = openBeside(classicalServer, endpoint.quantum());
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
                if (!pool.canGreet()) {
                    throw new ChannelException(
                            Check.AUTH_POOL_EMPTY,
                            "no authentication bits are left for a greeting");
                }
            }
            throw new ChannelException(Check.DISCONNECTED, "the link is shut down");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChannelException(
                    Check.DISCONNECTED, "interrupted while waiting for a caller", e);
        }
    }

    /** Why the last caller was turned away, if any was. */
    public Optional<ChannelException> lastRefusal() {
        return Optional.ofNullable(lastRefusal.get());
    }

    /** The port callers find, also where the system chose it. */
    int classicalPort() {
        return classicalServer.getLocalPort();
    }

    int quantumPort() {
        return quantumServer.getLocalPort();
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
            caller.setTcpNoDelay(true);
            replace(greet(caller));
        } catch (IOException e) {
            LOG.debug("link {}: a caller left", endpoint.link(), e);
            Sockets.close(caller);
        } catch (ChannelException e) {
            LOG.debug("link {}: a caller was turned away", endpoint.link(), e);
            lastRefusal.set(e);
            refuse(caller, e.check());
        } finally {
            handshakes.release();
        }
    }

    /** Nothing of the pool moves before the caller's HELLO was verified. */
    private LinkConnection greet(Socket caller) throws IOException, ChannelException {
        FrameReader reader = new FrameReader(caller);
        Frame frame = reader.next(Greeting.MAX_BYTES, endpoint.greetingPatience());
        Greeting hello = Greeting.read(frame, MessageKind.HELLO, endpoint.link());
        ReceivingTags receiving = ReceivingTags.at(pool, frame.stamp().offsetBits());
        try {
            Session.verify(SessionId.proposed(hello.nonce()), receiving, frame);
            hello.reconcile(pool);
            return answer(caller, reader, hello, receiving);
        } catch (IOException | ChannelException e) {
            receiving.close();
            throw e;
        }
    }

    private LinkConnection answer(
            Socket caller, FrameReader reader, Greeting hello, ReceivingTags receiving)
            throws IOException, ChannelException {
        SocketFibre fibre = fibreOf(hello.nonce());
        SendingTags sending = SendingTags.begin(pool);
        try {
            UUID nonce = UUID.randomUUID();
            SessionId id = SessionId.proposed(hello.nonce()).answeredWith(nonce);
            Frame welcome =
                    Session.sealed(
                            id,
                            sending,
                            MessageKind.WELCOME.code(),
                            0,
                            Frame.SESSION_ITSELF,
                            Greeting.from(endpoint.link(), nonce, pool).toBytes());
            caller.getOutputStream().write(welcome.toBytes());
            Session session = new Session(id, sending, receiving, 1, 1);
            session.open(ready(reader));
            Conversations conversations =
                    new Conversations(caller, reader, session, endpoint.patience(), fibre::close);
            conversations.start("qkd-read-" + endpoint.link());
            return new LinkConnection(conversations, fibre, id);
        } catch (IOException | ChannelException e) {
            sending.close();
            fibre.close();
            throw e;
        }
    }

    /** Bob says nothing more before Alice has shown that she is there now. */
    private Frame ready(FrameReader reader) throws ChannelException {
        Frame ready = reader.next(Greeting.MAX_BYTES, endpoint.greetingPatience());
        if (Abort.is(ready)) {
            throw Abort.unproven(ready);
        }
        if (ready.kind() != MessageKind.READY.code()) {
            throw new ChannelException("a session does not go on with READY");
        }
        return ready;
    }

    private void refuse(Socket caller, Check check) {
        try {
            caller.getOutputStream().write(Abort.untagged(check).toBytes());
            caller.shutdownOutput();
            // Unread bytes would turn the close into a reset, and the reason would be lost.
            new FrameReader(caller).drain(System.nanoTime() + FAREWELL_NANOS);
        } catch (IOException e) {
            LOG.debug("link {}: a caller does not hear why", endpoint.link(), e);
        } finally {
            Sockets.close(caller);
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

    /** The fibre is not authenticated, so callers without the nonce are passed over. */
    private SocketFibre fibreOf(UUID nonce) throws IOException, ChannelException {
        synchronized (quantumServer) {
            return acceptFibre(nonce);
        }
    }

    private SocketFibre acceptFibre(UUID nonce) throws IOException, ChannelException {
        long deadline = System.nanoTime() + endpoint.greetingTime().toNanos();
        for (long left = deadline - System.nanoTime();
                left > 0;
                left = deadline - System.nanoTime()) {
            quantumServer.setSoTimeout(Math.max(1, (int) TimeUnit.NANOSECONDS.toMillis(left)));
            Socket socket = nextFibre();
            SocketFibre fibre = new SocketFibre(socket);
            if (isFibreOf(fibre, socket, nonce)) {
                return fibre;
            }
            fibre.close();
        }
        throw new ChannelException(Check.TIMEOUT, "the caller's fibre did not come");
    }

    private Socket nextFibre() throws IOException, ChannelException {
        try {
            return quantumServer.accept();
        } catch (SocketTimeoutException e) {
            throw new ChannelException(Check.TIMEOUT, "the caller's fibre did not come", e);
        }
    }

    private boolean isFibreOf(SocketFibre fibre, Socket socket, UUID nonce) {
        try {
            socket.setSoTimeout(FIBRE_HELLO_TIMEOUT_MILLIS);
            boolean announced = fibre.isAnnouncedAs(nonce);
            socket.setSoTimeout(endpoint.patienceMillis());
            return announced;
        } catch (SocketTimeoutException e) {
            LOG.debug("link {}: a fibre without a name", endpoint.link(), e);
            return false;
        } catch (IOException e) {
            LOG.debug("link {}: a fibre broke at once", endpoint.link(), e);
            return false;
        }
    }

    private static ServerSocket open(LinkEndpoint.Address address) throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(
                    new InetSocketAddress(InetAddress.getByName(address.host()), address.port()),
                    BACKLOG);
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    /** Opens a second port, or closes the first: no port outlives a start that failed. */
    private static ServerSocket openBeside(ServerSocket first, LinkEndpoint.Address address)
            throws IOException {
        try {
            return open(address);
        } catch (IOException e) {
            first.close();
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
