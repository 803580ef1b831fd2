package io.warifu.gateway.tunnel;

import io.warifu.gateway.cipher.DirectionKey;
import io.warifu.gateway.cipher.RecordSealer;
import io.warifu.gateway.epoch.EpochInUse;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.frame.FrameHeader;
import io.warifu.gateway.frame.FrameType;
import io.warifu.gateway.pair.Epochs;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The sealing half of a carrier: every record goes under the epoch that is in use at that moment.
 *
 * <p>Guarantee: nothing is sealed under an epoch past its hard limits, by the clock that the record
 * itself was stamped with; a sender that has no epoch waits, for a bounded time, with what it has
 * read, and goes on with the next epoch without losing a byte. Thread-safe; records do not
 * interleave.
 */
final class Outbound implements AutoCloseable {

    static final long NOT_WRITING = Long.MIN_VALUE;

    private static final byte[] NOTHING = new byte[0];

    private final Established on;
    private final Epochs epochs;
    private final Bounds bounds;
    private final LongSupplier nanoTime;
    private final BooleanSupplier cut;
    private final KeyWitness witness;
    private final OutputStream wire;
    private final ReentrantLock lock = new ReentrantLock();
    private final byte[] shortFrame = new byte[FrameHeader.BYTES + FrameHeader.TAG_BYTES + 1];
    private final RecordSealer sealer;
    private int sealedRecords;
    private int sealedPlainBytes;
    private int sealedBytes;
    private volatile EpochInUse epoch;
    private volatile boolean ended;
    private volatile long writingSinceNanos = NOT_WRITING;
    private volatile long lastSentNanos;

    /**
     * The half of {@code on}.
     *
     * @param cut whether the carrier was given up meanwhile
     * @throws CarrierFaultException if its epoch is gone
     */
    Outbound(
            Established on,
            Bounds bounds,
            LongSupplier nanoTime,
            BooleanSupplier cut,
            KeyWitness witness)
            throws IOException {
        this.on = on;
        this.epochs = on.link().pair().epochs();
        this.bounds = bounds;
        this.nanoTime = nanoTime;
        this.cut = cut;
        this.witness = witness;
        this.wire = on.wire().getOutputStream();
        this.epoch = on.epoch();
        this.sealer =
                new RecordSealer(
                        witness.seen(epoch, on.openedHere(), on.holdToSend(epoch)),
                        epoch.number(),
                        epochs.limits().hard());
        this.lastSentNanos = nanoTime.getAsLong();
    }

    /** Seals and sends one record of {@code plain}, with {@code frame} as room to do it in. */
    void send(FrameType type, byte[] plain, int plainBytes, byte[] frame, long nowNanos)
            throws CarrierFaultException {
        lock.lock();
        try {
            requireOpen();
            flush(frame, seal(type, plain, 0, plainBytes, frame, nowNanos));
        } finally {
            lock.unlock();
        }
    }

    /** Seals and sends the first {@code plainBytes} that were read, in one write if keys last. */
    void sendData(SendBuffers buffers, int plainBytes, long nowNanos) throws CarrierFaultException {
        lock.lock();
        try {
            requireOpen();
            byte[] frames = buffers.frames();
            long now = nowNanos;
            for (int from = 0; from < plainBytes; from += SendBuffers.RECORD_BYTES) {
                int record = Math.min(plainBytes - from, SendBuffers.RECORD_BYTES);
                now = seal(FrameType.DATA, buffers.plain(), from, record, frames, now);
            }
            flush(frames, now);
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() throws CarrierFaultException {
        if (ended) {
            throw new CarrierFaultException(CarrierFault.CARRIER_CUT);
        }
    }

    /** Sends a record without a body. */
    void send(FrameType type) throws CarrierFaultException {
        send(type, NOTHING, 0, shortFrame, nanoTime.getAsLong());
    }

    /** Says under the traffic keys why there will be nothing. */
    void sendReset(CarrierFault reason) throws CarrierFaultException {
        send(
                FrameType.RESET,
                new byte[] {(byte) reason.code()},
                1,
                shortFrame,
                nanoTime.getAsLong());
    }

    /** Sends the authenticated end, and ends the TCP direction behind it. */
    void end() throws CarrierFaultException {
        lock.lock();
        try {
            if (ended) {
                return;
            }
            send(FrameType.FIN);
            on.wire().shutdownOutput();
            close();
        } catch (CarrierFaultException e) {
            throw e;
        } catch (IOException e) {
            throw new CarrierFaultException(CarrierFault.CARRIER_CUT, e);
        } finally {
            lock.unlock();
        }
    }

    /** Whether a sign of life, or of a new epoch, is due. */
    boolean wantsPing(long nowNanos) {
        if (lock.isLocked()) {
            return false;
        }
        EpochInUse now = epochs.current();
        return !ended
                && now != null
                && epochs.maySend(now, nowNanos)
                && (now.number() != epoch.number()
                        || nowNanos - lastSentNanos > bounds.ping().toNanos());
    }

    /** Sends an empty record, unless somebody sends already. May wait for the other end. */
    void ping() throws CarrierFaultException {
        if (lock.tryLock()) {
            try {
                if (wantsPingNow()) {
                    send(FrameType.PING);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean wantsPingNow() {
        long now = nanoTime.getAsLong();
        EpochInUse next = epochs.current();
        return !ended && next != null && epochs.maySend(next, now);
    }

    /** How long a write has been waiting for the other end. */
    boolean isStalled(long nowNanos) {
        long since = writingSinceNanos;
        return since != NOT_WRITING && nowNanos - since > bounds.writeStall().toNanos();
    }

    long lastSentNanos() {
        return lastSentNanos;
    }

    private boolean isReady(int plainBytes, long now) {
        return epochs.current() == epoch
                && epochs.maySend(epoch, now)
                && !sealer.isFull(plainBytes);
    }

    private void makeReady(int plainBytes) throws CarrierFaultException {
        @Nullable EpochInUse exhausted = null;
        while (true) {
            EpochInUse next = await(exhausted);
            if (next.number() > epoch.number()) {
                move(next);
            }
            if (!sealer.isFull(plainBytes)) {
                return;
            }
            epochs.wantNext(next);
            exhausted = next;
        }
    }

    private EpochInUse await(@Nullable EpochInUse exhausted) throws CarrierFaultException {
        try {
            return epochs.await(exhausted, bounds.redHold(), cut)
                    .orElseThrow(() ->
                            new CarrierFaultException(
                                    exhausted == null
                                            ? CarrierFault.KEY_EXHAUSTED
                                            : CarrierFault.LIMIT_REACHED));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CarrierFaultException(CarrierFault.SHUTTING_DOWN, e);
        }
    }

    private void move(EpochInUse next) throws CarrierFaultException {
        DirectionKey key;
        try {
            key = on.holdToSend(next);
        } catch (CarrierFaultException e) {
            // The epoch in use is wiped only with all others, at the end of the session.
            throw new CarrierFaultException(CarrierFault.PEER_RESTARTED, e);
        }
        sealer.rekey(witness.seen(next, on.openedHere(), key), next.number());
        epoch.release();
        epoch = next;
    }

    /** Seals a record behind those that wait in {@code frames}; returns by which clock. */
    private long seal(
            FrameType type, byte[] plain, int from, int plainBytes, byte[] frames, long nowNanos)
            throws CarrierFaultException {
        long now = nowNanos;
        if (!isReady(plainBytes, now)) {
            // What is sealed already must not wait here: its epoch may be over before the next.
            flush(frames, now);
            makeReady(plainBytes);
            now = nanoTime.getAsLong();
        }
        sealedBytes += sealer.seal(type, plain, from, plainBytes, frames, sealedBytes);
        sealedPlainBytes += plainBytes;
        sealedRecords++;
        return now;
    }

    /** Sends the records that wait in {@code frames}, all of the present epoch, in one write. */
    private void flush(byte[] frames, long now) throws CarrierFaultException {
        if (sealedRecords == 0) {
            return;
        }
        int records = sealedRecords;
        int plainBytes = sealedPlainBytes;
        int bytes = sealedBytes;
        sealedRecords = 0;
        sealedPlainBytes = 0;
        sealedBytes = 0;
        writingSinceNanos = now;
        try {
            wire.write(frames, 0, bytes);
        } catch (IOException e) {
            throw new CarrierFaultException(CarrierFault.CARRIER_CUT, e);
        } finally {
            writingSinceNanos = NOT_WRITING;
        }
        lastSentNanos = now;
        epoch.sent(records, plainBytes);
        on.link().traffic().sent(plainBytes);
        long soft = epochs.limits().softRecords();
        if (sealer.records() >= soft && sealer.records() - records < soft) {
            epochs.wantNext(epoch);
        }
    }

    /** Wipes its key. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (!ended) {
                ended = true;
                sealer.close();
                epoch.release();
            }
        } finally {
            lock.unlock();
        }
    }
}
