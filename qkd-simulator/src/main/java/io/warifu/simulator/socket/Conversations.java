package io.warifu.simulator.socket;

import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.Check;
import io.warifu.simulator.channel.ClassicalChannel;
import io.warifu.simulator.channel.Message;
import io.warifu.simulator.channel.MessageKind;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many conversations over one authenticated connection. Any thread may open, use and close them;
 * one thread of its own reads the socket, verifies, and hands each message to its conversation.
 *
 * <p>Guarantee: a conversation receives what the other end sent in the conversation of the same
 * number, whole, in order, once; if anything else happens on the connection, the session fails:
 * every conversation at this end throws the same check from then on, the other end is told which
 * one, and both sockets are closed. Messages for a number that is not open yet are kept.
 *
 * <p>Limits: {@value ConversationTable#MAX_UNOPENED} conversations not opened yet, {@value
 * #MAX_QUEUED_BYTES} bytes that nobody took; whoever exceeds them fails the session. Silence is a
 * failure only while somebody waits for a message, so an idle session costs nothing.
 */
public final class Conversations implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Conversations.class);

    private static final long MAX_QUEUED_BYTES = 64 << 20;

    /** The longest payload of a message. */
    public static final int MAX_PAYLOAD_BYTES = Frame.MAX_PAYLOAD_BYTES;

    private static final long FAREWELL_NANOS = 2_000_000_000L;

    private final Socket socket;
    private final FrameReader reader;
    private final Session session;
    private final Duration patience;
    private final Runnable closeFibre;
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicReference<@Nullable ChannelException> failure = new AtomicReference<>();
    private final AtomicLong queuedBytes = new AtomicLong();
    private final ConversationTable table;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile long writeBegan;
    private volatile boolean inWrite;

    Conversations(
            Socket socket,
            FrameReader reader,
            Session session,
            Duration patience,
            Runnable closeFibre) {
        this.socket = socket;
        this.reader = reader;
        this.session = session;
        this.patience = patience;
        this.closeFibre = closeFibre;
        this.table = new ConversationTable(number -> new Conversation(this, number, patience));
    }

    void start(String name) {
        Thread.ofPlatform().daemon(true).name(name).start(this::readAll);
    }

    /** The conversation of this number; the same object until it is closed. */
    public ClassicalChannel conversation(long number) {
        return table.open(number);
    }

    /** Ends a conversation at this end; what still comes for it is dropped. */
    public void close(long number) {
        table.close(number)
                .ifPresent(conversation -> {
                    queuedBytes.addAndGet(-conversation.forget());
                    conversation.end(
                            new ChannelException(Check.PROTOCOL, "the conversation is closed"));
                });
    }

    /** Why the session failed, if it did. */
    public Optional<ChannelException> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Fails the session at both ends because of something noticed above the channel. */
    public void abort(ChannelException why) {
        fail(why);
    }

    /** Ends the session without blaming anybody. */
    @Override
    public void close() {
        if (endAll(new ChannelException(Check.DISCONNECTED, "the session was closed here"))) {
            closeSockets();
        }
    }

    void send(Conversation conversation, MessageKind kind, byte[] payload) throws ChannelException {
        if (payload.length > MAX_PAYLOAD_BYTES) {
            throw new ChannelException(
                    Check.OVERSIZED, "a message of " + payload.length + " bytes is too long");
        }
        writing.lock();
        try {
            ChannelException failed = failure.get();
            if (failed != null) {
                throw new ChannelException(failed.check(), "the session failed before", failed);
            }
            write(session.seal(kind.code(), conversation.number(), payload));
        } catch (IOException e) {
            throw broken(
                    new ChannelException(Check.DISCONNECTED, "the classical channel broke", e));
        } catch (ChannelException e) {
            throw failed(e);
        } finally {
            writing.unlock();
        }
    }

    void taken(Message message) {
        queuedBytes.addAndGet(-message.payloadBytes());
    }

    void fail(ChannelException why) {
        if (endAll(why)) {
            LOG.debug("session ends: {}", why.check(), why);
            tell(why.check());
        }
    }

    /**
     * One of the two channels broke: fails the session, with what the other end says of it if it
     * does so in time. Returns the failure that counts.
     */
    ChannelException broken(ChannelException channel) {
        awaitReason();
        return failed(channel);
    }

    /** Whoever closed the connection may have said why: the reader finds it, if anybody does. */
    private void awaitReason() {
        try {
            if (!ended.await(FAREWELL_NANOS, TimeUnit.NANOSECONDS)) {
                LOG.debug("the connection broke without a word");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** The first failure counts; returns it. */
    private ChannelException failed(ChannelException why) {
        fail(why);
        ChannelException first = failure.get();
        return first == null ? why : first;
    }

    private boolean endAll(ChannelException why) {
        if (!failure.compareAndSet(null, why)) {
            return false;
        }
        ended.countDown();
        closeFibre.run();
        table.end(why);
        return true;
    }

    /** Says which check failed, in the hope that it is heard; the reader closes the sockets. */
    private void tell(Check check) {
        boolean mine = false;
        try {
            // Whoever holds the lock may be stuck in a write that only closing ends.
            mine = writing.tryLock(FAREWELL_NANOS, TimeUnit.NANOSECONDS);
            if (mine && check != Check.DISCONNECTED) {
                write(farewell(check));
                socket.shutdownOutput();
            } else {
                closeSockets();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closeSockets();
        } catch (IOException e) {
            LOG.debug("the other end does not hear the reason", e);
            closeSockets();
        } finally {
            if (mine) {
                writing.unlock();
            }
        }
    }

    private Frame farewell(Check check) {
        try {
            return session.seal(
                    MessageKind.ABORT.code(), Frame.SESSION_ITSELF, Abort.payload(check));
        } catch (ChannelException e) {
            LOG.debug("the reason goes without a tag", e);
            return Abort.untagged(check);
        }
    }

    private void write(Frame frame) throws IOException {
        writeBegan = System.nanoTime();
        inWrite = true;
        try {
            socket.getOutputStream().write(frame.toBytes());
        } finally {
            inWrite = false;
        }
    }

    private void readAll() {
        try {
            while (failure.get() == null) {
                dispatch(reader.next(MAX_PAYLOAD_BYTES, this::stillWaiting));
            }
        } catch (ChannelException e) {
            fail(e);
        } finally {
            reader.drain(System.nanoTime() + FAREWELL_NANOS);
            closeSockets();
            forgetKeys();
        }
    }

    private void forgetKeys() {
        writing.lock();
        try {
            session.close();
        } finally {
            writing.unlock();
        }
    }

    private void dispatch(Frame frame) throws ChannelException {
        if (Abort.is(frame) && !frame.isTagged()) {
            throw ended(Abort.unproven(frame));
        }
        session.open(frame);
        if (Abort.is(frame)) {
            throw ended(Abort.verified(frame));
        }
        if (frame.conversation() < 0) {
            throw new ChannelException("a message of the session itself is not due");
        }
        Message message = new Message(MessageKind.of(frame.kind()), frame.payload());
        Conversation conversation = table.receiver(frame.conversation());
        if (conversation != null) {
            if (queuedBytes.addAndGet(message.payloadBytes()) > MAX_QUEUED_BYTES) {
                throw new ChannelException("more waits here than a session may hold");
            }
            if (!conversation.deliver(message)) {
                taken(message);
            }
        }
    }

    /** Takes the other end's word for it, and does not answer. */
    private ChannelException ended(ChannelException told) {
        if (endAll(told)) {
            closeSockets();
        }
        return told;
    }

    private void stillWaiting(long nanosInFrame) throws ChannelException {
        if (nanosInFrame > patience.toNanos()) {
            throw new ChannelException(Check.TIMEOUT, "the other end stopped in a message");
        }
        if (inWrite && System.nanoTime() - writeBegan > patience.toNanos()) {
            throw new ChannelException(Check.TIMEOUT, "the other end takes nothing more");
        }
        ChannelException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    private void closeSockets() {
        Sockets.close(socket);
        closeFibre.run();
    }
}
