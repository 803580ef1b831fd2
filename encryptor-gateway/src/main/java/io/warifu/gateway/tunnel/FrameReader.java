package io.warifu.gateway.tunnel;

import io.warifu.gateway.frame.CarrierFault;
import io.warifu.gateway.frame.CarrierFaultException;
import io.warifu.gateway.frame.FrameCodec;
import io.warifu.gateway.frame.FrameHeader;
import io.warifu.gateway.frame.ReceivedFrame;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames from a carrier into one buffer that grows with the traffic.
 *
 * <p>Guarantee: before set-up is over it takes only short frames, and only until an absolute
 * deadline, however slowly the bytes drip; memory is never reserved on the word of an unchecked
 * header. Used by one thread at a time.
 */
final class FrameReader {

    private static final int FIRST_BUFFER_BYTES = 4 * 1024;
    private static final int MAX_BUFFER_BYTES = 2 * FrameHeader.MAX_FRAME_BYTES;

    private final Socket socket;
    private final InputStream in;
    private final LongSupplier nanoTime;
    private final long setUpEndsNanos;
    private boolean settingUp = true;
    private byte[] buffer = new byte[FIRST_BUFFER_BYTES];
    private int begin;
    private int end;

    FrameReader(Socket socket, LongSupplier nanoTime, long setUpEndsNanos) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.nanoTime = nanoTime;
        this.setUpEndsNanos = setUpEndsNanos;
    }

    /** From here on frames may be long and may keep the reader waiting. */
    void endSetUp() throws IOException {
        settingUp = false;
        socket.setSoTimeout(0);
    }

    /**
     * The next frame, or null if the connection ended between two frames; whether it may end there
     * only the cipher knows.
     */
    @Nullable ReceivedFrame next() throws CarrierFaultException {
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

    /** Reads once, with room for {@code wantedBytes} from the frame's beginning. */
    private boolean fill(int wantedBytes) throws CarrierFaultException {
        makeRoom(wantedBytes);
        try {
            if (settingUp) {
                socket.setSoTimeout(millisLeft());
            }
            int read = in.read(buffer, end, buffer.length - end);
            if (read < 0) {
                return false;
            }
            end += read;
            return true;
        } catch (SocketTimeoutException e) {
            throw new CarrierFaultException(CarrierFault.OPEN_TIMEOUT, e);
        } catch (CarrierFaultException e) {
            throw e;
        } catch (IOException e) {
            throw new CarrierFaultException(CarrierFault.CARRIER_CUT, e);
        }
    }

    private void makeRoom(int wantedBytes) {
        if (begin == end) {
            begin = 0;
            end = 0;
        }
        boolean wasFull = end == buffer.length;
        if (begin + wantedBytes > buffer.length || wasFull) {
            byte[] target =
                    buffer.length < wantedBytes || (wasFull && begin == 0)
                            ? new byte
                                    [Math.min(
                                            MAX_BUFFER_BYTES,
                                            2 * Math.max(buffer.length, wantedBytes))]
                            : buffer;
            System.arraycopy(buffer, begin, target, 0, end - begin);
            buffer = target;
            end -= begin;
            begin = 0;
        }
    }

    private int millisLeft() throws CarrierFaultException {
        long left = TimeUnit.NANOSECONDS.toMillis(setUpEndsNanos - nanoTime.getAsLong());
        if (left <= 0) {
            throw new CarrierFaultException(CarrierFault.OPEN_TIMEOUT);
        }
        return Math.toIntExact(left);
    }
}
