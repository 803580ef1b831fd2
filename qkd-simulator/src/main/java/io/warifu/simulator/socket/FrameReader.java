package io.warifu.simulator.socket;

import io.warifu.simulator.channel.ChannelException;
import io.warifu.simulator.channel.Check;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/**
 * Reads whole frames from a socket and looks up every {@value #TICK_MILLIS} ms, so that whoever
 * waits can give up. Not safe for several threads.
 */
final class FrameReader {

    private static final int TICK_MILLIS = 200;
    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream in;
    private long frameBegan;
    private boolean inFrame;

    FrameReader(Socket socket) throws IOException {
        socket.setSoTimeout(TICK_MILLIS);
        in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
    }

    /** Asked whenever nothing came for a while; ends the wait by throwing. */
    interface Patience {
        void stillWaiting(long nanosInFrame) throws ChannelException;
    }

    Frame next(int payloadLimit, Patience patience) throws ChannelException {
        inFrame = false;
        byte[] header = read(Frame.HEADER_BYTES, patience);
        byte[] payload = read(Frame.payloadBytes(header, payloadLimit), patience);
        return Frame.of(header, payload, read(Frame.TAG_BYTES, patience));
    }

    /** Reads and forgets what the other end has still sent, until it closes or time is up. */
    void drain(long deadlineNanos) {
        byte[] forgotten = new byte[BUFFER_BYTES];
        try {
            while (System.nanoTime() - deadlineNanos < 0) {
                try {
                    if (in.read(forgotten) < 0) {
                        return;
                    }
                } catch (SocketTimeoutException _) {
                    // Nothing to forget at the moment.
                }
            }
        } catch (IOException _) {
            // It is gone: that is what we wait for.
        }
    }

    private byte[] read(int bytes, Patience patience) throws ChannelException {
        // A header is not believed before its tag: memory grows with what has really come.
        byte[] read = new byte[Math.min(bytes, BUFFER_BYTES)];
        int done = 0;
        while (done < bytes) {
            if (done == read.length) {
                read = Arrays.copyOf(read, (int) Math.min(bytes, 2L * done));
            }
            try {
                int more = in.read(read, done, read.length - done);
                if (more < 0) {
                    throw new ChannelException(
                            Check.DISCONNECTED, "the other end closed the classical channel");
                }
                if (!inFrame) {
                    inFrame = true;
                    frameBegan = System.nanoTime();
                }
                done += more;
            } catch (SocketTimeoutException _) {
                patience.stillWaiting(inFrame ? System.nanoTime() - frameBegan : 0);
            } catch (IOException e) {
                throw new ChannelException(Check.DISCONNECTED, "the classical channel broke", e);
            }
        }
        return read;
    }
}
