package io.warifu.simulator.link;

import io.warifu.simulator.socket.Frame;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** The classical channel, read along: forwards whole messages and keeps what each was paid with. */
final class TappedWire implements AutoCloseable {

    private static final int LENGTH_BYTES = 4;
    private static final int KIND_AT = 5;
    private static final int PAD_AT = 22;

    private final ServerSocket server;
    private final int target;
    private final List<Long> padsOfAlice = new ArrayList<>();
    private final List<Long> padsOfBob = new ArrayList<>();
    private final AtomicReference<Trap> trap = new AtomicReference<>(new Trap(-1, true, () -> {}));

    /** What happens once, before or after the next message of a kind is forwarded. */
    record Trap(int kind, boolean before, Runnable action) {}

    TappedWire(int target) throws IOException {
        this.target = target;
        server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon(true).start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    void set(Trap next) {
        trap.set(next);
    }

    List<Long> padsOfAlice() {
        return copy(padsOfAlice);
    }

    List<Long> padsOfBob() {
        return copy(padsOfBob);
    }

    @Override
    public void close() {
        quietly(server::close);
    }

    private static List<Long> copy(List<Long> pads) {
        synchronized (pads) {
            return List.copyOf(pads);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                forward(server.accept());
            } catch (IOException _) {
                // The test is over.
            }
        }
    }

    private void forward(Socket in) {
        try {
            Socket out = new Socket(InetAddress.getLoopbackAddress(), target);
            Thread.ofPlatform().daemon(true).start(() -> pump(in, out, padsOfAlice));
            Thread.ofPlatform().daemon(true).start(() -> pump(out, in, padsOfBob));
        } catch (IOException _) {
            // Bob is not there: the caller sees a closed connection.
            quietly(in::close);
        }
    }

    private void pump(Socket from, Socket to, List<Long> pads) {
        try (from;
                to) {
            DataInputStream in = new DataInputStream(from.getInputStream());
            byte[] length = new byte[LENGTH_BYTES];
            while (true) {
                in.readFully(length);
                byte[] frame = Arrays.copyOf(length, Frame.claimedBytes(length));
                in.readFully(frame, LENGTH_BYTES, frame.length - LENGTH_BYTES);
                long pad = ByteBuffer.wrap(frame).getLong(PAD_AT);
                synchronized (pads) {
                    pads.add(pad);
                }
                Trap set = trap.get();
                boolean springs =
                        frame[KIND_AT] == set.kind()
                                && trap.compareAndSet(set, new Trap(-1, true, () -> {}));
                if (springs && set.before()) {
                    set.action().run();
                }
                to.getOutputStream().write(frame);
                if (springs && !set.before()) {
                    set.action().run();
                }
            }
        } catch (IOException _) {
            // Closed at one side: closing the other side is all there is to do.
        }
    }

    private interface Action {
        void run() throws IOException;
    }

    private static void quietly(Action action) {
        try {
            action.run();
        } catch (IOException _) {
            // It was closed already.
        }
    }
}
