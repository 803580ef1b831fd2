package io.warifu.simulator.socket;

import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.Check;
import io.warifu.simulator.channel.ClassicalChannel;
import io.warifu.simulator.channel.Message;
import io.warifu.simulator.channel.MessageKind;
import io.warifu.simulator.channel.PayloadWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** One conversation at this end: verified messages wait here for whoever speaks. */
final class Conversation implements ClassicalChannel {

    private static final int MAX_QUEUED_MESSAGES = 4096;

    private final Conversations session;
    private final long number;
    private final long patienceNanos;
    private final Deque<Message> queue = new ArrayDeque<>();
    private @Nullable ChannelException ended;

    Conversation(Conversations session, long number, Duration patience) {
        this.session = session;
        this.number = number;
        this.patienceNanos = patience.toNanos();
    }

    @Override
    public void send(MessageKind kind, PayloadWriter payload) throws ChannelException {
        session.send(this, kind, payload.toBytes());
    }

    @Override
    public Message receive() throws ChannelException {
        try {
            Message message = next();
            session.taken(message);
            return message;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChannelException(Check.DISCONNECTED, "interrupted while waiting", e);
        }
    }

    long number() {
        return number;
    }

    /** False if the conversation was closed meanwhile. */
    synchronized boolean deliver(Message message) throws ChannelException {
        if (ended != null) {
            return false;
        }
        if (queue.size() >= MAX_QUEUED_MESSAGES) {
            throw new ChannelException("conversation " + number + " is flooded with messages");
        }
        queue.add(message);
        notifyAll();
        return true;
    }

    synchronized void end(ChannelException why) {
        if (ended == null) {
            ended = why;
            notifyAll();
        }
    }

    /** Forgets what nobody took; returns its bytes. */
    synchronized long forget() {
        long bytes = queue.stream().mapToLong(Message::payloadBytes).sum();
        queue.clear();
        return bytes;
    }

    private Message next() throws ChannelException, InterruptedException {
        long deadline = System.nanoTime() + patienceNanos;
        ChannelException silent;
        synchronized (this) {
            while (true) {
                // A peer that said its last word and left is still heard to the end.
                if (!queue.isEmpty() && (ended == null || ended.check() == Check.DISCONNECTED)) {
                    return queue.remove();
                }
                if (ended != null) {
                    throw new ChannelException(ended.check(), message(ended), ended);
                }
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    silent = new ChannelException(Check.TIMEOUT, "the other end is silent");
                    break;
                }
                wait(left / 1_000_000, (int) (left % 1_000_000));
            }
        }
        session.fail(silent);
        throw silent;
    }

    private static String message(ChannelException why) {
        return why.getMessage() == null ? why.check().name() : why.getMessage();
    }
}
