package io.warifu.demo.gatewaypair;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The man in the middle of the carriers: takes one gateway's connections, opens his own to the
 * other, sees each record pass, and does with it what his meddler says. He knows the record format
 * and no key. What he sees he can also write down, one file for each direction of a connection.
 */
public final class WireTap implements AutoCloseable {

    /** QGW/1: version, type, flags, epoch, sequence, stream, length of what follows. */
    public static final int HEADER_BYTES = 24;

    private static final int EPOCH_AT = 4;
    private static final int LENGTH_AT = 20;
    private static final int MAX_BODY_BYTES = 64 * 1024 + 16;
    private static final int BACKLOG = 2_048;

    private final ServerSocket listening;
    private final int targetPort;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Integer> bulky = ConcurrentHashMap.newKeySet();
    private volatile Meddler meddler = Meddler.NONE;
    private volatile @Nullable Path captures;

    /** Decides what becomes of one record. */
    @FunctionalInterface
    public interface Meddler {

        /** Hands every record on as it is. */
        Meddler NONE = (seen, out) -> out.write(seen.frame());

        void pass(Seen seen, Ends out) throws IOException;
    }

    /**
     * One record as it came.
     *
     * @param connection 0 for the first one through this tap
     * @param forward towards the gateway that was dialled
     * @param index of the record in its direction of its connection
     */
    @SuppressWarnings("ArrayRecordComponent") // A window on the wire, never compared.
    public record Seen(int connection, boolean forward, int index, byte[] frame) {

        public static final int DATA = 1;
        public static final int OPEN = 7;

        public int type() {
            return frame[1];
        }

        public int epoch() {
            return ByteBuffer.wrap(frame).getInt(EPOCH_AT);
        }

        /** A full record of a bulk transfer, not the small ones before it. */
        public boolean isBulk() {
            return type() == DATA && frame.length > 4 * 1024;
        }
    }

    /** Both sockets of the direction in which a record goes. */
    public record Ends(Socket from, Socket to) {

        public void write(byte[]... frames) throws IOException {
            OutputStream out = to.getOutputStream();
            for (byte[] frame : frames) {
                out.write(frame);
            }
        }

        /** An end of the TCP stream that no gateway asked for. */
        public void end() throws IOException {
            to.shutdownOutput();
        }

        /** A TCP reset to both gateways. */
        public void reset() {
            Quietly.reset(to);
            Quietly.reset(from);
        }
    }

    WireTap(int targetPort) throws IOException {
        this.targetPort = targetPort;
        this.listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("tap").start(this::serve);
    }

    public int port() {
        return listening.getLocalPort();
    }

    public void meddle(Meddler next) {
        meddler = next;
    }

    /** Writes down what passes from the next connection on, into this folder. */
    public void capture(Path folder) throws IOException {
        Files.createDirectories(folder);
        captures = folder;
    }

    /** Writes nothing down of further connections. */
    public void captureNoMore() {
        captures = null;
    }

    /** So many connections have come. */
    public int connections() {
        return connections.get();
    }

    /** Those on which a bulk transfer has passed, or passes still. */
    public Set<Integer> bulkConnections() {
        return Set.copyOf(bulky);
    }

    /** The file of one direction of a connection. */
    public static Path file(Path folder, int connection, boolean forward) {
        return folder.resolve("carrier-" + connection + (forward ? "-c2s" : "-s2c") + ".bin");
    }

    private void serve() {
        while (!listening.isClosed()) {
            try {
                Socket dialler = listening.accept();
                open.add(dialler);
                int connection = connections.getAndIncrement();
                Thread.ofVirtual().start(() -> serve(dialler, connection));
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    System.err.println("warifu: the tap accepts no more: " + e);
                }
                return;
            }
        }
    }

    private void serve(Socket dialler, int connection) {
        try {
            try (Socket target = new Socket(InetAddress.getLoopbackAddress(), targetPort)) {
                open.add(target);
                dialler.setTcpNoDelay(true);
                target.setTcpNoDelay(true);
                Path folder = captures;
                Thread back =
                        Thread.ofVirtual()
                                .start(() ->
                                        pump(new Ends(target, dialler), connection, false, folder));
                pump(new Ends(dialler, target), connection, true, folder);
                back.join();
                open.remove(target);
            }
        } catch (IOException _) {
            // The gateway behind is down: the dialler sees a reset.
            Quietly.reset(dialler);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(dialler);
            Quietly.close(dialler);
        }
    }

    private void pump(Ends ends, int connection, boolean forward, @Nullable Path folder) {
        try (OutputStream capture =
                folder == null
                        ? OutputStream.nullOutputStream()
                        : Files.newOutputStream(file(folder, connection, forward))) {
            DataInputStream in = new DataInputStream(ends.from().getInputStream());
            for (int index = 0; ; index++) {
                byte[] frame = frame(in);
                if (frame.length == 0) {
                    ends.to().shutdownOutput();
                    return;
                }
                capture.write(frame);
                Seen seen = new Seen(connection, forward, index, frame);
                if (seen.isBulk()) {
                    bulky.add(connection);
                }
                meddler.pass(seen, ends);
            }
        } catch (IOException _) {
            // Either gateway hung up or the meddler did; both sides learn it as an error.
            ends.reset();
        }
    }

    /** The next record; empty at the end of the stream. */
    private static byte[] frame(DataInputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return new byte[0];
        }
        byte[] header = new byte[HEADER_BYTES];
        header[0] = (byte) first;
        in.readFully(header, 1, HEADER_BYTES - 1);
        int body = ByteBuffer.wrap(header).getInt(LENGTH_AT);
        if (body < 0 || body > MAX_BODY_BYTES) {
            throw new IOException("no QGW/1 passes here");
        }
        byte[] frame = new byte[HEADER_BYTES + body];
        System.arraycopy(header, 0, frame, 0, HEADER_BYTES);
        in.readFully(frame, HEADER_BYTES, body);
        return frame;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        open.forEach(Quietly::reset);
    }
}
