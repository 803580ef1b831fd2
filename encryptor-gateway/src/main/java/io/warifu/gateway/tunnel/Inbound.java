package io.warifu.gateway.tunnel;

import io.warifu.gateway.cipher.DirectionKey;
import io.warifu.gateway.cipher.OpenedRecord;
import io.warifu.gateway.cipher.RecordOpener;
import io.warifu.gateway.epoch.EpochInUse;
import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.frame.FrameType;
import io.warifu.gateway.frame.ReceivedFrame;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The opening half of a carrier. Used by one thread at a time, but for {@link #expect}. */
final class Inbound implements AutoCloseable {

    private final Established on;
    private final BufferPool pool;
    private final LongSupplier nanoTime;
    private final InboundKeys keys;
    private final RecordOpener opener;
    private final byte[] small = new byte[BufferPool.SMALL_BYTES];
    private byte @Nullable [] large;
    private boolean largeIsLent;
    private @Nullable CarrierFaultException behind;
    private volatile boolean ended;
    private volatile long lastReceivedNanos;

    /**
     * The half of {@code on}.
     *
     * @throws CarrierFaultException if its epoch is gone
     */
    Inbound(Established on, BufferPool pool, LongSupplier nanoTime) throws CarrierFaultException {
        this.on = on;
        this.pool = pool;
        this.nanoTime = nanoTime;
        DirectionKey key = on.holdToReceive(on.epoch());
        this.keys = new InboundKeys(on);
        this.opener =
                new RecordOpener(
                        key, on.epoch().number(), on.link().pair().epochs().limits().hard(), keys);
        this.lastReceivedNanos = nanoTime.getAsLong();
    }

    boolean expect(EpochInUse epoch) {
        return keys.expect(epoch);
    }

    /**
     * The next record, with the data that has come right behind it if it is data; valid until the
     * next call.
     *
     * @throws CarrierFaultException at anything that is not exactly the next record, and at an end
     */
    OpenedRecord next() throws CarrierFaultException {
        CarrierFaultException found = behind;
        if (found != null) {
            throw found;
        }
        ReceivedFrame frame = nextFrame();
        OpenedRecord opened = opener.open(frame, roomFor(frame.bodyBytes()));
        count(opened.plainBytes());
        lastReceivedNanos = nanoTime.getAsLong();
        return opened.type() == FrameType.DATA ? withMore(opened) : opened;
    }

    /** What was verified before a fault is still given out; the fault comes at the next call. */
    private OpenedRecord withMore(OpenedRecord first) {
        OpenedRecord opened = first;
        try {
            while (on.reader().holdsData(opened.buffer().length - opened.plainBytes())) {
                OpenedRecord joined = opener.openBehind(opened, nextFrame());
                count(joined.plainBytes() - opened.plainBytes());
                opened = joined;
            }
        } catch (CarrierFaultException e) {
            behind = e;
        }
        return opened;
    }

    private ReceivedFrame nextFrame() throws CarrierFaultException {
        ReceivedFrame frame = on.reader().next();
        if (frame == null) {
            throw new CarrierFaultException(CarrierFault.TRUNCATED);
        }
        return frame;
    }

    private void count(int plainBytes) {
        keys.epoch().received(plainBytes);
        on.link().traffic().received(plainBytes);
    }

    long lastReceivedNanos() {
        return lastReceivedNanos;
    }

    /** The other end could not speak, or was not listened to: its silence means nothing. */
    void excuseSilence(long nowNanos) {
        lastReceivedNanos = nowNanos;
    }

    boolean hasEnded() {
        return ended;
    }

    private byte[] roomFor(int bodyBytes) {
        if (bodyBytes <= small.length) {
            if (large != null && pool.isScarce()) {
                giveLargeBack();
            }
            return small;
        }
        if (large == null) {
            large = pool.borrow().orElse(null);
            largeIsLent = large != null;
        }
        if (large == null) {
            large = new byte[BufferPool.FRAME_BYTES];
        }
        return large;
    }

    private void giveLargeBack() {
        byte[] done = large;
        large = null;
        if (done != null && largeIsLent) {
            pool.giveBack(done);
        }
        largeIsLent = false;
    }

    /** Wipes its keys. */
    @Override
    public void close() {
        if (!ended) {
            ended = true;
            opener.close();
            keys.close();
            giveLargeBack();
            Arrays.fill(small, (byte) 0);
            on.reader().close();
        }
    }
}
