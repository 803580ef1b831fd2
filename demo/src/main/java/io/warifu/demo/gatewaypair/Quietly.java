package io.warifu.demo.gatewaypair;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;

/** What the ends of a transfer do with their sockets. */
final class Quietly {

    static final long UNPACED = 0;

    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private Quietly() {}

    /** Ends the connection so that the other side gets an error. */
    static void reset(Socket socket) {
        try {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        } catch (IOException _) {
            // It is gone already, which is what was wanted.
        }
    }

    /** Ends the connection after all that was written. */
    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is gone already, which is what was wanted.
        }
    }

    /**
     * Sends the beginning of a content and then the end.
     *
     * @param bytesPerSecond at most, in blocks; {@link #UNPACED} for as fast as it goes
     */
    static void send(Socket socket, long seed, long bytes, long bytesPerSecond) throws IOException {
        long sent = 0;
        long started = System.nanoTime();
        OutputStream out = socket.getOutputStream();
        Content content = new Content(seed);
        while (sent < bytes) {
            int next = (int) Math.min(bytes - sent, Content.BLOCK_BYTES);
            out.write(content.next(), 0, next);
            sent += next;
            if (bytesPerSecond != UNPACED) {
                long due = started + (long) ((double) sent / bytesPerSecond * NANOS_PER_SECOND);
                LockSupport.parkNanos(due - System.nanoTime());
            }
        }
        socket.shutdownOutput();
    }

    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
