package io.warifu.simulator.channel;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Two ends in one process, for tests and calculations: two bounded queues, the same waits as on a
 * socket, no network and no authentication.
 */
public final class InMemoryClassicalChannel implements ClassicalChannel {

    private static final int MAX_QUEUED_MESSAGES = 64;

    private final BlockingQueue<Message> outgoing;
    private final BlockingQueue<Message> incoming;
    private final Duration patience;

    private InMemoryClassicalChannel(
            BlockingQueue<Message> outgoing, BlockingQueue<Message> incoming, Duration patience) {
        this.outgoing = outgoing;
        this.incoming = incoming;
        this.patience = patience;
    }

    /** The two ends of one conversation. */
    public record Pair(InMemoryClassicalChannel alice, InMemoryClassicalChannel bob) {}

    public static Pair pair(Duration patience) {
        BlockingQueue<Message> toBob = new ArrayBlockingQueue<>(MAX_QUEUED_MESSAGES);
        BlockingQueue<Message> toAlice = new ArrayBlockingQueue<>(MAX_QUEUED_MESSAGES);
        return new Pair(
                new InMemoryClassicalChannel(toBob, toAlice, patience),
                new InMemoryClassicalChannel(toAlice, toBob, patience));
    }

    @Override
    public void send(MessageKind kind, PayloadWriter payload) throws ChannelException {
        try {
            Message message = new Message(kind, payload.toBytes());
            if (!outgoing.offer(message, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ChannelException(Check.TIMEOUT, "the other end takes no more messages");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChannelException(Check.DISCONNECTED, "interrupted while sending", e);
        }
    }

    @Override
    public Message receive() throws ChannelException {
        try {
            Message message = incoming.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (message == null) {
                throw new ChannelException(Check.TIMEOUT, "the other end is silent");
            }
            return message;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChannelException(Check.DISCONNECTED, "interrupted while waiting", e);
        }
    }
}
