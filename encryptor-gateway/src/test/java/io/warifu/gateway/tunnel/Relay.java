package io.warifu.gateway.tunnel;

import io.warifu.gateway.frame.FrameHeader;
import io.warifu.gateway.net.Sockets;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The man in the middle: stands on the wire between two gateways, sees frames pass, and does with
 * them what its meddler says.
 */
final class Relay implements AutoCloseable {

    private final ServerSocket listening;
    private volatile int targetPort;
    private volatile Meddler meddler = (_, _, frame, out) -> out.write(frame);
    private final List<ByteArrayOutputStream> toAcceptor = new CopyOnWriteArrayList<>();
    private final List<ByteArrayOutputStream> toOpener = new CopyOnWriteArrayList<>();

    private final AtomicInteger framesToAcceptor = new AtomicInteger();
    private final AtomicInteger framesToOpener = new AtomicInteger();

    /** Decides what becomes of one frame. */
    interface Meddler {
        void pass(boolean toAcceptor, int index, byte[] frame, Wire out) throws IOException;
    }

    /** The relay's outgoing side. */
    record Wire(Socket from, Socket to) {

        void write(byte[]... frames) throws IOException {
            for (byte[] frame : frames) {
                to.getOutputStream().write(frame);
            }
        }

        /** A TCP end that no gateway asked for. */
        void end() throws IOException {
            to.shutdownOutput();
        }

        void reset() {
            Sockets.reset(to);
            Sockets.reset(from);
        }
    }

    Relay() throws IOException {
        listening = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("relay").start(this::serve);
    }

    int port() {
        return listening.getLocalPort();
    }

    void target(int port) {
        targetPort = port;
    }

    void meddle(Meddler next) {
        meddler = next;
    }

    void behave() {
        meddler = (_, _, frame, out) -> out.write(frame);
    }

    /** How many frames came from one side, on all connections. */
    int frames(boolean fromOpener) {
        return (fromOpener ? framesToAcceptor : framesToOpener).get();
    }

    int connections() {
        return toAcceptor.size();
    }

    /** All bytes of a connection as they came from its opener. */
    byte[] fromOpener(int connection) {
        return copy(toAcceptor.get(connection));
    }

    byte[] fromAcceptor(int connection) {
        return copy(toOpener.get(connection));
    }

    private static byte[] copy(ByteArrayOutputStream bytes) {
        synchronized (bytes) {
            return bytes.toByteArray();
        }
    }

    private void serve() {
        while (!listening.isClosed()) {
            try {
                Socket opener = listening.accept();
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                ByteArrayOutputStream in = new ByteArrayOutputStream();
                toAcceptor.add(out);
                toOpener.add(in);
                Socket acceptor = dial(opener);
                Thread.ofVirtual().start(() -> pump(true, new Wire(opener, acceptor), out));
                Thread.ofVirtual().start(() -> pump(false, new Wire(acceptor, opener), in));
            } catch (IOException _) {
                // The acceptor is down: the opener finds out by itself.
            }
        }
    }

    private Socket dial(Socket opener) throws IOException {
        try {
            return new Socket(InetAddress.getLoopbackAddress(), targetPort);
        } catch (IOException e) {
            Sockets.reset(opener);
            throw e;
        }
    }

    private void pump(boolean toAcceptor, Wire wire, ByteArrayOutputStream capture) {
        try {
            DataInputStream in = new DataInputStream(wire.from().getInputStream());
            for (int index = 0; ; index++) {
                int first = in.read();
                if (first < 0) {
                    wire.to().shutdownOutput();
                    return;
                }
                byte[] header = new byte[FrameHeader.BYTES];
                header[0] = (byte) first;
                in.readFully(header, 1, FrameHeader.BYTES - 1);
                byte[] frame = new byte[FrameHeader.BYTES + ByteBuffer.wrap(header).getInt(20)];
                System.arraycopy(header, 0, frame, 0, FrameHeader.BYTES);
                in.readFully(frame, FrameHeader.BYTES, frame.length - FrameHeader.BYTES);
                synchronized (capture) {
                    capture.writeBytes(frame);
                }
                (toAcceptor ? framesToAcceptor : framesToOpener).incrementAndGet();
                meddler.pass(toAcceptor, index, frame, wire);
            }
        } catch (IOException _) {
            wire.reset();
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
