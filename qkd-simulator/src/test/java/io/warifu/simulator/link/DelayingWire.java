package io.warifu.simulator.link;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;

/** A long wire: forwards TCP, each byte later than it came by a fixed time, in both directions. */
final class DelayingWire implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 << 10;
    private static final int MAX_PIECES_UNDER_WAY = 4096;

    private final ServerSocket server;
    private final int target;
    private final long delayNanos;

    DelayingWire(int target, Duration oneWay) throws IOException {
        this.target = target;
        this.delayNanos = oneWay.toNanos();
        server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon(true).start(this::accept);
    }

    private record Piece(long dueNanos, byte[] bytes) {}

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException _) {
            // The test is over.
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                join(server.accept());
            } catch (IOException _) {
                // The test is over.
            }
        }
    }

    private void join(Socket in) throws IOException {
        try {
            Socket out = new Socket(InetAddress.getLoopbackAddress(), target);
            in.setTcpNoDelay(true);
            out.setTcpNoDelay(true);
            forward(in, out);
            forward(out, in);
        } catch (IOException _) {
            // Bob is not there: the caller sees a closed connection.
            in.close();
        }
    }

    private void forward(Socket from, Socket to) {
        BlockingQueue<Piece> underWay = new ArrayBlockingQueue<>(MAX_PIECES_UNDER_WAY);
        Thread.ofPlatform().daemon(true).start(() -> read(from, underWay));
        Thread.ofPlatform().daemon(true).start(() -> write(to, underWay));
    }

    private void read(Socket from, BlockingQueue<Piece> underWay) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            int read = 0;
            while (read >= 0) {
                read = from.getInputStream().read(buffer);
                byte[] bytes = Arrays.copyOf(buffer, Math.max(0, read));
                underWay.put(new Piece(System.nanoTime() + delayNanos, bytes));
            }
        } catch (IOException | InterruptedException _) {
            boolean _ = underWay.offer(new Piece(System.nanoTime(), new byte[0]));
        }
    }

    private static void write(Socket to, BlockingQueue<Piece> underWay) {
        try (to) {
            for (Piece piece = underWay.take(); piece.bytes().length > 0; piece = underWay.take()) {
                for (long left = piece.dueNanos() - System.nanoTime();
                        left > 0;
                        left = piece.dueNanos() - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                to.getOutputStream().write(piece.bytes());
            }
        } catch (IOException | InterruptedException _) {
            // Closed at one side: closing the other side is all there is to do.
        }
    }
}
