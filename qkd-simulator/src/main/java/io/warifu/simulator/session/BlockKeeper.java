package io.warifu.simulator.session;

import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.handover.FinishedBlock;
import java.util.List;
import java.util.UUID;

/**
 * Keeps finished blocks of one end safe: each method returns when its effect survives a kill.
 *
 * <p>Alice calls {@link #turn}, {@link #decide}, {@link #confirm}; Bob calls {@link #prepare},
 * {@link #commit}, {@link #drop}. The keeper takes over the key of a block it is given.
 */
public interface BlockKeeper {

    /** Waits until no other block is being sealed, and gives the next one its number. */
    Turn turn(int keyBytes, Wish wish);

    /** Bob holds the block; Alice alone decides from now on. */
    void prepare(FinishedBlock block, Evidence evidence);

    /** Alice decides that the block counts, knowing that Bob has prepared it. */
    void decide(FinishedBlock block, Evidence evidence) throws ChannelException;

    /** Bob learns that the block counts. */
    void commit(UUID blockId) throws ChannelException;

    /** Bob learns that the block never counted. */
    void drop(UUID blockId);

    /** Alice learns that Bob knows. */
    void confirm(UUID blockId) throws ChannelException;

    /** Blocks that Bob has prepared and knows no more about. */
    List<UUID> inDoubt();

    /** Whether Alice has decided that the block counts. */
    boolean isDecided(UUID blockId);

    /** Bob knows all of Alice's decisions up to now. */
    void confirmAll() throws ChannelException;

    /** A number above all that this end has used. */
    long nextSequence();

    /** From now on numbers begin at {@code sequence} at least. */
    void raiseSequence(long sequence);

    /** The right to seal one block. */
    interface Turn extends AutoCloseable {

        long sequence();

        /** How many bytes of the key go into the authentication pool. */
        int refillBytes();

        @Override
        void close();
    }
}
