package io.warifu.gateway.tunnel;

import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.frame.FrameCodec;
import io.warifu.gateway.frame.FrameHeader;
import io.warifu.gateway.frame.FrameType;
import io.warifu.gateway.frame.ReceivedFrame;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames from a carrier: into a small buffer of its own, and into a large one while long
 * frames come.
 *
 * <p>Guarantee: before set-up is over it takes only short frames; memory is never reserved on the
 * word of an unchecked header. Used by one thread at a time.
 */
final class FrameReader implements AutoCloseable {

    private final InputStream in;
    private final BufferPool pool;
    private final byte[] small = new byte[BufferPool.SMALL_BYTES];
    private byte @Nullable [] large;
    private boolean largeIsLent;
    private byte[] buffer = small;
    private boolean settingUp = true;
    private int begin;
    private int end;

    FrameReader(Socket socket, BufferPool pool) throws IOException {
        this.in = socket.getInputStream();
        this.pool = pool;
    }

    /** From here on frames may be long. */
    void endSetUp() {
        settingUp = false;
    }

    /**
     * The next frame, or null if the connection ended between two frames; whether it may end there
     * only the cipher knows. Valid until the next call.
     */
    @Nullable ReceivedFrame next() throws CarrierFaultException {
        if (begin == end && buffer != small && pool.isScarce()) {
            giveLargeBack();
        }
        while (end - begin < FrameHeader.BYTES) {
            if (!fill(FrameHeader.BYTES)) {
                if (begin == end) {
                    return null;
                }
                throw new CarrierFaultException(CarrierFault.TRUNCATED);
            }
        }
        FrameHeader header = FrameCodec.read(buffer, begin);
        if (settingUp && header.lengthBytes() > OpenMessage.MAX_BODY_BYTES) {
            throw new CarrierFaultException(CarrierFault.BAD_LENGTH);
        }
        while (end - begin < header.frameBytes()) {
            if (!fill(header.frameBytes())) {
                throw new CarrierFaultException(CarrierFault.TRUNCATED);
            }
        }
        ReceivedFrame frame = new ReceivedFrame(header, buffer, begin);
        begin += header.frameBytes();
        return frame;
    }

    /**
     * Whether the next frame is here already, claims to be data, and has a body of at most {@code
     * mostBodyBytes}.
     */
    boolean holdsData(int mostBodyBytes) {
        int held = end - begin - FrameHeader.BYTES;
        if (held < 0 || !FrameCodec.claims(FrameType.DATA, buffer, begin)) {
            return false;
        }
        int body = FrameCodec.claimedLengthBytes(buffer, begin);
        return body >= 0 && body <= Math.min(held, mostBodyBytes);
    }

    /** Reads once, with room for {@code wantedBytes} from the frame's beginning. */
    private boolean fill(int wantedBytes) throws CarrierFaultException {
        makeRoom(wantedBytes);
        try {
            int read = in.read(buffer, end, buffer.length - end);
            if (read < 0) {
                return false;
            }
            end += read;
            return true;
        } catch (IOException e) {
            throw new CarrierFaultException(CarrierFault.CARRIER_CUT, e);
        }
    }

    private void makeRoom(int wantedBytes) {
        if (begin + wantedBytes <= buffer.length && end < buffer.length) {
            if (begin == end) {
                begin = 0;
                end = 0;
            }
            return;
        }
        byte[] target = wantedBytes > buffer.length ? large() : buffer;
        System.arraycopy(buffer, begin, target, 0, end - begin);
        buffer = target;
        end -= begin;
        begin = 0;
    }

    /** A frame has to be taken as long as it is, so past the pool's bound it gets an array. */
    private byte[] large() {
        byte[] borrowed = pool.borrow().orElse(null);
        largeIsLent = borrowed != null;
        large = borrowed == null ? new byte[BufferPool.FRAME_BYTES] : borrowed;
        return large;
    }

    private void giveLargeBack() {
        byte[] done = large;
        if (done != null && largeIsLent) {
            pool.giveBack(done);
        }
        large = null;
        largeIsLent = false;
        buffer = small;
        begin = 0;
        end = 0;
    }

    @Override
    public void close() {
        giveLargeBack();
        Arrays.fill(small, (byte) 0);
    }
}
