package io.warifu.gateway.tunnel;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one sender reads into and seals into: small arrays while little comes, borrowed large ones
 * while much does.
 */
final class SendBuffers implements AutoCloseable {

    /**
     * Plain bytes of one record when there is much to send: two of them, sealed, are just what one
     * call to a socket moves.
     */
    static final int RECORD_BYTES = BufferPool.BUFFER_BYTES / 2 - Carrier.frameBytes(0);

    private static final int MOST_BYTES = 2 * RECORD_BYTES;

    private final BufferPool pool;
    private final byte[] small = new byte[BufferPool.SMALL_BYTES];
    private final byte[] smallFrame = new byte[Carrier.frameBytes(BufferPool.SMALL_BYTES)];
    private byte @Nullable [] large;
    private byte @Nullable [] largeFrames;

    SendBuffers(BufferPool pool) {
        this.pool = pool;
    }

    /** Where the bytes read last lie. */
    byte[] plain() {
        return large == null ? small : large;
    }

    /** Room for them as frames. */
    byte[] frames() {
        return largeFrames == null ? smallFrame : largeFrames;
    }

    /**
     * Reads what is at hand, and waits if nothing is: with a large buffer only while there are
     * enough for all.
     */
    int read(InputStream in) throws IOException {
        if (large != null && pool.isScarce() && in.available() == 0) {
            giveBack();
        }
        if (large != null) {
            return in.read(large, 0, MOST_BYTES);
        }
        int read = in.read(small);
        if (read < small.length || !borrow()) {
            return read;
        }
        byte[] wide = plain();
        System.arraycopy(small, 0, wide, 0, read);
        int more = in.available();
        if (more > 0) {
            more = in.read(wide, read, Math.min(more, MOST_BYTES - read));
        }
        return read + Math.max(0, more);
    }

    private boolean borrow() {
        Optional<byte[]> plain = pool.borrow();
        if (plain.isEmpty()) {
            return false;
        }
        Optional<byte[]> frame = pool.borrow();
        if (frame.isEmpty()) {
            pool.giveBack(plain.get());
            return false;
        }
        large = plain.get();
        largeFrames = frame.get();
        return true;
    }

    private void giveBack() {
        byte[] plain = large;
        byte[] frame = largeFrames;
        large = null;
        largeFrames = null;
        if (plain != null && frame != null) {
            pool.giveBack(plain);
            pool.giveBack(frame);
        }
    }

    @Override
    public void close() {
        giveBack();
        Arrays.fill(small, (byte) 0);
    }
}
