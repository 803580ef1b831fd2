package io.warifu.demo.gatewaypair;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;

/** What the ends of a transfer do with their sockets; the reading side is who notes the failure. */
final class Quietly {

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

    /** Sends the beginning of a content and then the end; returns how much was taken. */
    static long send(Socket socket, long seed, long bytes) {
        long sent = 0;
        try {
            OutputStream out = socket.getOutputStream();
            Content content = new Content(seed);
            while (sent < bytes) {
                int next = (int) Math.min(bytes - sent, Content.BLOCK_BYTES);
                out.write(content.next(), 0, next);
                sent += next;
            }
            socket.shutdownOutput();
        } catch (IOException _) {
            // Cut while sending: the same connection's reader sees it and says so.
        }
        return sent;
    }

    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
