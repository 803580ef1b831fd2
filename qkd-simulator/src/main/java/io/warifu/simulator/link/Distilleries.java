package io.warifu.simulator.link;

import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.Check;
import io.warifu.simulator.channel.ClassicalChannel;
import io.warifu.simulator.session.BlockOutcome;
import io.warifu.simulator.session.SiftedRound;
import io.warifu.simulator.socket.Conversations;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Distils a bounded number of blocks of one session at the same time, each in a conversation and a
 * thread of its own, so that neither end waits for a message while another block could go on.
 *
 * <p>A failure ends the session. Closing waits for the threads, whose conversations have failed by
 * then or are about to.
 */
final class Distilleries implements AutoCloseable {

    private final Conversations conversations;
    private final int capacity;
    private final Semaphore free;
    private final ExecutorService threads;

    Distilleries(LinkSettings settings, Conversations conversations) {
        this.conversations = conversations;
        this.capacity = settings.blocksInFlight();
        this.free = new Semaphore(capacity);
        this.threads =
                Executors.newCachedThreadPool(
                        Thread.ofPlatform()
                                .daemon(true)
                                .name("qkd-distil-" + settings.link() + "-", 0)
                                .factory());
    }

    /** How many blocks are being distilled. */
    int underWay() {
        return capacity - free.availablePermits();
    }

    /** One end's way from a sifted round to what became of it. */
    interface Still {
        BlockOutcome run(ClassicalChannel channel) throws ChannelException;
    }

    /** Begins if the round yields key; waits while too many are under way. */
    void distil(SiftedRound round, Still still, Consumer<BlockOutcome> conclude)
            throws ChannelException {
        if (!round.yieldsKey()) {
            return;
        }
        try {
            free.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChannelException(Check.DISCONNECTED, "interrupted", e);
        }
        ClassicalChannel channel = conversations.conversation(round.ordinal());
        threads.execute(() -> {
            try {
                conclude.accept(still.run(channel));
            } catch (ChannelException e) {
                conversations.abort(e);
            } catch (RuntimeException e) {
                conversations.abort(
                        new ChannelException(Check.INTERNAL, "distilling a block failed", e));
                throw e;
            } finally {
                conversations.close(round.ordinal());
                free.release();
            }
        });
    }

    @Override
    public void close() {
        conversations.close();
        threads.close();
    }
}
