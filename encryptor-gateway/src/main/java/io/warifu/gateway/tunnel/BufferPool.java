package io.warifu.gateway.tunnel;

import io.warifu.gateway.frame.FrameHeader;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The large buffers of all carriers. A carrier has small ones of its own, and borrows large ones
 * while much is at hand.
 *
 * <p>Guarantee: at most {@code max} are lent at once and none is kept beyond that; what comes back
 * is wiped. Thread-safe.
 */
final class BufferPool {

    /**
     * Room for two frames, and as much as the JDK moves in one call to a socket: the fewer calls,
     * the less time goes to them.
     */
    static final int BUFFER_BYTES = 128 * 1024;

    /** Room for a whole frame and the header of the next: what has to do without the pool's. */
    static final int FRAME_BYTES = FrameHeader.MAX_FRAME_BYTES + FrameHeader.BYTES;

    /** What a carrier has of its own, for each purpose. */
    static final int SMALL_BYTES = 4 * 1024;

    private final int max;
    private final AtomicInteger lent = new AtomicInteger();
    private final ConcurrentLinkedDeque<byte[]> free = new ConcurrentLinkedDeque<>();

    BufferPool(int max) {
        this.max = max;
    }

    /** A buffer of {@link #BUFFER_BYTES}, or empty if all are lent. */
    Optional<byte[]> borrow() {
        if (lent.getAndUpdate(now -> now < max ? now + 1 : now) >= max) {
            return Optional.empty();
        }
        byte[] buffer = free.pollFirst();
        return Optional.of(buffer == null ? new byte[BUFFER_BYTES] : buffer);
    }

    void giveBack(byte[] buffer) {
        Arrays.fill(buffer, (byte) 0);
        free.addFirst(buffer);
        lent.decrementAndGet();
    }

    /** Whether so many are lent that nobody should keep one while he waits for data. */
    boolean isScarce() {
        return lent.get() > max / 2;
    }

    int lent() {
        return lent.get();
    }
}
