package io.warifu.simulator.socket;

import io.warifu.simulator.auth.KeyPool;
import io.warifu.simulator.auth.ReceivingTags;
import io.warifu.simulator.auth.SendingTags;
import io.warifu.simulator.auth.SessionId;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.Check;
import io.warifu.simulator.channel.MessageKind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Alice's way to a session: HELLO on the classical channel, the fibre under her nonce, WELCOME from
 * Bob, and READY, which shows Bob that she is alive.
 *
 * <p>A HELLO costs bits of the pool only once: until somebody answers, every new attempt tells the
 * same one, byte for byte. So a Bob who is down, or a wire that swallows everything, costs nothing
 * more. Used by one thread, but closed by any.
 */
public final class DialingConnector implements LinkConnector {

    private static final int CONNECT_TIMEOUT_MILLIS = 3_000;
    private static final long FAREWELL_NANOS = 1_000_000_000L;

    private final LinkEndpoint endpoint;
    private final KeyPool pool;
    private final AtomicBoolean closed = new AtomicBoolean();
    private @Nullable Hello unanswered;

    public DialingConnector(LinkEndpoint endpoint, KeyPool pool) {
        this.endpoint = endpoint;
        this.pool = pool;
    }

    /** A first message that was paid for, and the hash key it was tagged with. */
    private record Hello(UUID nonce, SendingTags tags, Frame frame) {}

    @Override
    public LinkConnection connect() throws ChannelException {
        if (closed.get()) {
            throw new ChannelException(Check.DISCONNECTED, "the link is shut down");
        }
        Socket classical = dial(endpoint.classical());
        try {
            // Before the fibre: Bob takes that in only with a HELLO, and holds few that wait.
            Hello hello = hello();
            SocketFibre fibre = new SocketFibre(dial(endpoint.quantum()));
            try {
                return greet(hello, classical, fibre);
            } catch (IOException | ChannelException e) {
                fibre.close();
                throw e;
            }
        } catch (IOException e) {
            Sockets.close(classical);
            throw new ChannelException(
                    Check.DISCONNECTED, "no session with " + endpoint.link().bob(), e);
        } catch (ChannelException e) {
            tell(classical, e.check());
            throw e;
        }
    }

    /** Bob may be waiting for the next message of the greeting. */
    private static void tell(Socket classical, Check check) {
        try {
            classical.getOutputStream().write(Abort.untagged(check).toBytes());
            classical.shutdownOutput();
            // Unread bytes would turn the close into a reset, and the reason would be lost.
            new FrameReader(classical).drain(System.nanoTime() + FAREWELL_NANOS);
        } catch (IOException _) {
            // He is gone, and knows why.
        } finally {
            Sockets.close(classical);
        }
    }

    @Override
    public void close() {
        closed.set(true);
    }

    private LinkConnection greet(Hello hello, Socket classical, SocketFibre fibre)
            throws IOException, ChannelException {
        FrameReader reader = new FrameReader(classical);
        classical.getOutputStream().write(hello.frame().toBytes());
        fibre.announce(hello.nonce());
        Frame answer = reader.next(Greeting.MAX_BYTES, endpoint.greetingPatience());
        if (Abort.is(answer)) {
            // Perhaps Bob knows this HELLO already; the next attempt tells a new one.
            forget(hello);
        }
        Greeting welcome = Greeting.read(answer, MessageKind.WELCOME, endpoint.link());
        SessionId id = SessionId.proposed(hello.nonce()).answeredWith(welcome.nonce());
        ReceivingTags receiving = ReceivingTags.at(pool, answer.stamp().offsetBits());
        try {
            Session.verify(id, receiving, answer);
            unanswered = null;
            Session session = new Session(id, hello.tags(), receiving, 1, 1);
            try {
                welcome.reconcile(pool);
                Frame ready =
                        session.seal(MessageKind.READY.code(), Frame.SESSION_ITSELF, new byte[0]);
                classical.getOutputStream().write(ready.toBytes());
            } catch (IOException | ChannelException e) {
                // The HELLO was answered: no later attempt needs its hash key.
                session.close();
                throw e;
            }
            Conversations conversations =
                    new Conversations(
                            classical, reader, session, endpoint.patience(), fibre::close);
            conversations.start("qkd-read-" + endpoint.link());
            return new LinkConnection(conversations, fibre, id);
        } catch (IOException | ChannelException e) {
            receiving.close();
            throw e;
        }
    }

    private Hello hello() throws ChannelException {
        Hello waiting = unanswered;
        if (waiting != null) {
            return waiting;
        }
        UUID nonce = UUID.randomUUID();
        SendingTags tags = SendingTags.begin(pool);
        Frame frame =
                Session.sealed(
                        SessionId.proposed(nonce),
                        tags,
                        MessageKind.HELLO.code(),
                        0,
                        Frame.SESSION_ITSELF,
                        Greeting.from(endpoint.link(), nonce, pool).toBytes());
        Hello hello = new Hello(nonce, tags, frame);
        unanswered = hello;
        return hello;
    }

    private void forget(Hello hello) {
        unanswered = null;
        hello.tags().close();
    }

    private Socket dial(LinkEndpoint.Address address) throws ChannelException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(endpoint.patienceMillis());
            socket.connect(
                    new InetSocketAddress(address.host(), address.port()), CONNECT_TIMEOUT_MILLIS);
            return socket;
        } catch (IOException e) {
            Sockets.close(socket);
            throw new ChannelException(
                    Check.DISCONNECTED, endpoint.link().bob() + " does not answer", e);
        }
    }
}
