package io.warifu.simulator.auth;

import io.warifu.simulator.auth.PoolState.Pending;
import io.warifu.simulator.bits.BitString;
import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.Check;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secret bits that pay for the tags of one link, at one end: two lanes, one for each direction,
 * each an endless stream that begins with half of a pre-shared secret and goes on with bits of the
 * link's own key. Both ends append the same bits in the same order, so an offset in a lane names
 * the same bits at both.
 *
 * <p>Guarantees: no bit of the sending lane is handed out twice, whenever the process dies: before
 * any is handed out, a state that calls it used is on disk. What was reserved and not used by then
 * counts as burned. The receiving lane never goes back below a greeting it accepted. The ledger
 * balances to the bit. Used bits are overwritten in memory at once, on disk with the next write of
 * the state.
 *
 * <p>Assumption: one pool for a folder at a time (a lock refuses a second); deposits come in the
 * order of the blocks at both ends. Safe for several threads.
 */
public final class KeyPool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeyPool.class);

    private static final int WORD_BITS = 64;

    /** Half of a deposit goes to each lane, in whole words. */
    public static final int DEPOSIT_GRAIN_BITS = 2 * WORD_BITS;

    private final PoolSettings settings;
    private final DurableLanes lanes;
    private final Deque<Pending> pending;
    private final LongConsumer handedOut;
    private long lastDeposit;
    private long session;
    private boolean closed;

    private KeyPool(PoolSettings settings, PoolStore store, PoolState state, LongConsumer handedOut)
            throws IOException {
        this.settings = settings;
        this.lastDeposit = state.lastDeposit();
        this.pending = new ArrayDeque<>(state.pending());
        this.lanes = new DurableLanes(store, state);
        this.handedOut = handedOut;
    }

    /**
     * Opens the pool, and copies the pre-shared secret into it if it was never opened before.
     *
     * @throws PoolRefusedException if its files are damaged, incomplete, in use or of another link
     */
    public static KeyPool open(PoolSettings settings) {
        return open(settings, () -> {}, _ -> {});
    }

    /** {@code handedOut} is told the offset of each word of the sending lane that is handed out. */
    static KeyPool open(PoolSettings settings, Runnable durable, LongConsumer handedOut) {
        try {
            PoolStore store = PoolStore.open(settings.folder(), durable);
            try {
                PoolState state =
                        store.readState().orElseGet(() -> PreSharedSecret.firstState(settings));
                state.requireOf(settings);
                if (state.importing()) {
                    state = PreSharedSecret.copyInto(store, settings, state);
                }
                KeyPool pool = new KeyPool(settings, store, state, handedOut);
                pool.write();
                return pool;
            } catch (IOException | RuntimeException e) {
                store.close();
                throw e;
            }
        } catch (IOException e) {
            throw new PoolRefusedException("cannot open the pool in " + settings.folder(), e);
        }
    }

    public Party end() {
        return settings.end();
    }

    public synchronized PoolLedger ledger() {
        return lanes.ledger();
    }

    /** Bits that can be spent now, of the poorer lane. */
    public synchronized long remainingBits() {
        LaneState mine = cursor(end().sends()).state();
        LaneState theirs = cursor(end().receives()).state();
        return Math.min(
                Math.max(0, mine.spendable() - mine.position()), theirs.end() - theirs.position());
    }

    /** False when a session cannot begin any more: one of the two greetings cannot be paid for. */
    public boolean canGreet() {
        return remainingBits() >= SendingTags.GREETING_BITS;
    }

    /** The largest deposit that fits at this end now; the ends agree on the smaller one. */
    public synchronized long roomBits() {
        return 2
                * Math.min(
                        cursor(Lane.ALICE_TO_BOB).roomBits(), cursor(Lane.BOB_TO_ALICE).roomBits());
    }

    /** The block of the last deposit, -1 before the first. */
    public synchronized long lastDeposit() {
        return lastDeposit;
    }

    /** All bits the lane ever had. */
    public synchronized long endOf(Lane lane) {
        return cursor(lane).state().end();
    }

    /**
     * Appends the first half of {@code bits} to the lane from Alice to Bob, the second half to the
     * other. A block that was deposited before changes nothing. This end spends its share only
     * after {@link #confirmDeposit}.
     *
     * @param bits a multiple of {@value #DEPOSIT_GRAIN_BITS}, at most {@link #roomBits}
     * @return false if this or a later block was deposited before
     */
    public synchronized boolean deposit(long blockSequence, BitString bits)
            throws ChannelException {
        requireOpen();
        if (blockSequence < 0 || bits.length() % DEPOSIT_GRAIN_BITS != 0) {
            throw new IllegalArgumentException("deposits are made of " + DEPOSIT_GRAIN_BITS);
        }
        if (blockSequence <= lastDeposit) {
            return false;
        }
        if (bits.length() > roomBits() || pending.size() >= PoolState.MAX_PENDING) {
            throw new IllegalArgumentException("the pool has no room for this deposit");
        }
        byte[] all = bits.toBytes();
        byte[] first = Arrays.copyOf(all, all.length / 2);
        byte[] second = Arrays.copyOfRange(all, all.length / 2, all.length);
        try {
            lanes.append(Lane.ALICE_TO_BOB, first);
            lanes.append(Lane.BOB_TO_ALICE, second);
            lastDeposit = blockSequence;
            pending.add(new Pending(blockSequence, cursor(end().sends()).state().end()));
            write();
            return true;
        } catch (IOException e) {
            throw broken(e);
        } finally {
            Arrays.fill(all, (byte) 0);
            Arrays.fill(first, (byte) 0);
            Arrays.fill(second, (byte) 0);
        }
    }

    /** The other end holds the deposits up to this block: they may be spent. */
    public synchronized void confirmDeposit(long blockSequence) throws ChannelException {
        requireOpen();
        boolean changed = false;
        while (!pending.isEmpty() && pending.element().sequence() <= blockSequence) {
            cursor(end().sends()).spendable(pending.remove().laneEnd());
            changed = true;
        }
        if (changed) {
            writeOrAbort();
        }
    }

    /** Closes well: nothing that was reserved is lost. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (lanes) {
            cursor(end().sends()).releaseReservation();
            write();
        } catch (IOException e) {
            throw new UncheckedIOException("the pool's last state was not written", e);
        }
    }

    /** A number for a new session; those before can no longer draw from the sending lane. */
    synchronized long beginSession() {
        return ++session;
    }

    /** The next words of the sending lane: nobody gets them again. The caller wipes them. */
    synchronized TakenWords take(long asSession, int words) throws ChannelException {
        requireOpen();
        if (asSession != session) {
            throw new ChannelException(Check.DISCONNECTED, "a newer session has begun");
        }
        LaneCursor lane = cursor(end().sends());
        long from = lane.state().position();
        long to = from + (long) words * WORD_BITS;
        if (to > lane.state().spendable()) {
            throw new ChannelException(
                    Check.AUTH_POOL_EMPTY, "no authentication bits are left for " + end().sends());
        }
        if (to > lane.state().reserved()) {
            long piece = lane.state().reserved() + (long) settings.reservationPads() * WORD_BITS;
            lane.reserve(Math.min(Math.max(to, piece), lane.state().spendable()));
            writeOrAbort();
        }
        long[] taken = lane.words(from, words);
        lane.use(from, to - from);
        for (long offset = from; offset < to; offset += WORD_BITS) {
            handedOut.accept(offset);
        }
        return new TakenWords(from, taken);
    }

    /** Words of the receiving lane at or behind its position, which stay until {@link #accept}. */
    synchronized long[] look(long offset, int words) throws ChannelException {
        requireOpen();
        LaneState lane = cursor(end().receives()).state();
        if (offset % WORD_BITS != 0) {
            throw new ChannelException(Check.MALFORMED, "an offset lies between two pads");
        }
        if (offset < lane.position()) {
            throw new ChannelException(Check.SEQUENCE, "a message is paid with bits used before");
        }
        if (offset > lane.end() - (long) words * WORD_BITS) {
            throw new ChannelException(
                    Check.AUTH_POOL_EMPTY, "the other end pays with bits that are not here");
        }
        return cursor(end().receives()).words(offset, words);
    }

    /** A verified message was paid with these bits; all before them are gone too. */
    synchronized void accept(long offset, int words) throws ChannelException {
        requireOpen();
        LaneCursor lane = cursor(end().receives());
        if (offset < lane.state().position()) {
            throw new ChannelException(Check.SEQUENCE, "another session has moved on");
        }
        lane.use(offset, (long) words * WORD_BITS);
        lane.releaseReservation();
    }

    /** Puts the present state on disk, so that a restart does not go back behind it. */
    synchronized void persist() throws ChannelException {
        requireOpen();
        writeOrAbort();
    }

    private void write() throws IOException {
        lanes.write(lastDeposit, List.copyOf(pending));
    }

    private void writeOrAbort() throws ChannelException {
        try {
            write();
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /** What memory and disk know may differ now: nothing is handed out any more. */
    private ChannelException broken(IOException cause) {
        LOG.error("pool {}: cannot write; it stops until the restart", settings.folder(), cause);
        closed = true;
        try {
            lanes.close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        return new ChannelException(
                Check.AUTH_POOL_STORAGE, "the authentication pool cannot be written", cause);
    }

    private void requireOpen() throws ChannelException {
        if (closed) {
            throw new ChannelException(
                    Check.AUTH_POOL_STORAGE, "the authentication pool is closed");
        }
    }

    private LaneCursor cursor(Lane lane) {
        return lanes.cursor(lane);
    }
}
