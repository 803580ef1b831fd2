package io.warifu.simulator.link;

import io.warifu.simulator.auth.KeyPool;
import io.warifu.simulator.bits.BitString;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.Check;
import io.warifu.simulator.handover.FinishedBlock;
import io.warifu.simulator.handover.HandoverJournal;
import io.warifu.simulator.session.BlockKeeper;
import io.warifu.simulator.session.Evidence;
import io.warifu.simulator.session.Wish;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the blocks of one end of a link in order: staged ledger first, then journal, then
 * authentication pool. Whatever a kill leaves undone of that, {@link #LinkKeeper opening} does, and
 * a ledger whose block never counted goes. The feed sees a block only after its refill is in the
 * pool: what the key manager has is forgotten here, and no restart could make up for it.
 */
final class LinkKeeper implements BlockKeeper, AutoCloseable {

    private final HandoverJournal journal;
    private final KeyPool pool;
    private final LedgerBook ledgers;
    private final RefillRule refill;
    private final ReentrantLock sealing = new ReentrantLock();
    private long nextSequence;

    LinkKeeper(HandoverJournal journal, KeyPool pool, LedgerBook ledgers, RefillRule refill)
            throws ChannelException {
        this.journal = journal;
        this.pool = pool;
        this.ledgers = ledgers;
        this.refill = refill;
        this.nextSequence =
                Math.max(
                        ledgers.nextSequence(),
                        Math.max(journal.nextSequence(), pool.lastDeposit() + 1));
        List<UUID> inDoubt = journal.inDoubt();
        for (UUID block : ledgers.staged()) {
            if (isDecided(block)) {
                ledgers.publish(block);
            } else if (!inDoubt.contains(block)) {
                ledgers.drop(block);
            }
        }
        for (FinishedBlock block : journal.undelivered()) {
            deposit(block);
        }
    }

    /** Bits left for tags, of the poorer lane. */
    long poolBits() {
        return pool.remainingBits();
    }

    boolean isPoolLow() {
        return refill.isLow(pool.remainingBits());
    }

    @Override
    public Turn turn(int keyBytes, Wish wish) {
        sealing.lock();
        long sequence = takeSequence();
        int bytes = refill.refillBytes(keyBytes, !wish.delivers(), pool.remainingBits());
        return new Turn() {
            @Override
            public long sequence() {
                return sequence;
            }

            @Override
            public int refillBytes() {
                return bytes;
            }

            @Override
            public void close() {
                sealing.unlock();
            }
        };
    }

    @Override
    public void prepare(FinishedBlock block, Evidence evidence) {
        raiseSequence(block.sequence() + 1);
        ledgers.stage(block, evidence, pool.ledger());
        journal.prepare(block);
    }

    @Override
    public void decide(FinishedBlock block, Evidence evidence) throws ChannelException {
        ledgers.stage(block, evidence, pool.ledger());
        synchronized (journal) {
            journal.decide(block);
            deposit(block);
        }
        ledgers.publish(block.blockId());
    }

    @Override
    public void commit(UUID blockId) throws ChannelException {
        // Before the journal, which forgets a block as soon as it is delivered.
        ledgers.publish(blockId);
        synchronized (journal) {
            journal.commit(blockId);
            for (FinishedBlock block : journal.undelivered()) {
                deposit(block);
            }
        }
        pool.confirmDeposit(pool.lastDeposit());
    }

    @Override
    public void drop(UUID blockId) {
        journal.drop(blockId);
        ledgers.drop(blockId);
    }

    @Override
    public void confirm(UUID blockId) throws ChannelException {
        long sequence = journal.sequenceOfCommitted(blockId).orElseThrow();
        journal.confirm(blockId);
        pool.confirmDeposit(sequence);
    }

    @Override
    public List<UUID> inDoubt() {
        return journal.inDoubt();
    }

    @Override
    public boolean isDecided(UUID blockId) {
        return journal.sequenceOfCommitted(blockId).isPresent();
    }

    @Override
    public void confirmAll() throws ChannelException {
        for (UUID block : journal.unconfirmed()) {
            confirm(block);
        }
        // A confirmation that a kill cut off between journal and pool is made up for here.
        pool.confirmDeposit(pool.lastDeposit());
    }

    @Override
    public synchronized long nextSequence() {
        return nextSequence;
    }

    @Override
    public synchronized void raiseSequence(long sequence) {
        nextSequence = Math.max(nextSequence, sequence);
    }

    @Override
    public void close() {
        pool.close();
        journal.close();
    }

    private synchronized long takeSequence() {
        return nextSequence++;
    }

    private void deposit(FinishedBlock block) throws ChannelException {
        if (block.refillBytes() == 0) {
            return;
        }
        byte[] key = block.key().exposeForWire();
        byte[] share = Arrays.copyOf(key, block.refillBytes());
        BitString bits = BitString.ofBytes(8 * share.length, share);
        Arrays.fill(key, (byte) 0);
        Arrays.fill(share, (byte) 0);
        try {
            pool.deposit(block.sequence(), bits);
        } catch (IllegalArgumentException e) {
            throw new ChannelException(
                    Check.AUTH_POOL_DIFFERS, "the refill does not fit into the pool", e);
        } finally {
            bits.wipe();
        }
    }
}
