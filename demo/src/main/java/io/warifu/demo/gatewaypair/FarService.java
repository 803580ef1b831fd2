package io.warifu.demo.gatewaypair;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The service behind the gateways, in the share server's place. A connection says in its first byte
 * what it wants: to be echoed, to have a number of bytes swallowed and a receipt for them, or bytes
 * in both directions at once.
 */
public final class FarService implements AutoCloseable {

    /** Everything comes back; the end too. */
    public static final int ECHO = 'E';

    /** A length follows, then so many bytes; the length comes back as the receipt. */
    public static final int SWALLOW = 'S';

    /** A seed and a length follow: so many bytes of that content come back, while all is read. */
    public static final int BOTH_WAYS = 'B';

    /** What follows is read, but hardly: ten thousand bytes a second. */
    public static final int SLOWLY = 'L';

    private static final int SLOW_READ_BYTES = 1_000;
    private static final long SLOW_READ_NANOS = 100_000_000;
    private static final int BACKLOG = 2_048;
    private static final int BUFFER_BYTES = 256 * 1024;
    private static final int ECHO_BUFFER_BYTES = 16 * 1024;

    private final ServerSocket listening;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Map<Long, Reading> readings = new ConcurrentHashMap<>();
    private final AtomicInteger connections = new AtomicInteger();

    public FarService() throws IOException {
        listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("far-service").start(this::serve);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /**
     * What arrived of the transfer with this seed; empty until its beginning has. An application's
     * connection may reach the service late, or never.
     */
    public Optional<Reading> reading(long seed) {
        return Optional.ofNullable(readings.get(seed));
    }

    /** So many connections have come, whatever they wanted. */
    public int connections() {
        return connections.get();
    }

    private void serve() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                socket.setTcpNoDelay(true);
                connections.incrementAndGet();
                open.add(socket);
                Thread.ofPlatform().daemon().start(() -> serve(socket));
            } catch (IOException e) {
                if (!listening.isClosed()) {
                    System.err.println("warifu: the far service accepts no more: " + e);
                }
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            switch (in.read()) {
                case ECHO -> echo(in, socket);
                case SWALLOW -> swallow(in, socket.getOutputStream());
                case BOTH_WAYS -> bothWays(in, socket);
                case SLOWLY -> slowly(in);
                default -> Quietly.reset(socket);
            }
        } catch (IOException _) {
            // The other end learns it as an error, and a reading has noted it.
            Quietly.reset(socket);
        } finally {
            open.remove(socket);
        }
    }

    private static void echo(InputStream in, Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        byte[] buffer = new byte[ECHO_BUFFER_BYTES];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            out.write(buffer, 0, read);
        }
        socket.shutdownOutput();
    }

    private static void swallow(InputStream in, OutputStream out) throws IOException {
        long bytes = new DataInputStream(in).readLong();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (long left = bytes; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read < 0) {
                throw new EOFException("the bytes end too early");
            }
            left -= read;
        }
        new DataOutputStream(out).writeLong(bytes);
    }

    private static void slowly(InputStream in) throws IOException {
        while (in.readNBytes(SLOW_READ_BYTES).length > 0) {
            LockSupport.parkNanos(SLOW_READ_NANOS);
        }
    }

    private void bothWays(InputStream in, Socket socket) throws IOException {
        DataInputStream head = new DataInputStream(in);
        long seed = head.readLong();
        long bytes = head.readLong();
        Reading reading = new Reading();
        readings.put(Transfer.seedThere(seed), reading);
        new Exchange(socket, reading, seed, bytes, Quietly.UNPACED).run();
        if (reading.ending() == Ending.ERROR) {
            Quietly.reset(socket);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        open.forEach(Quietly::reset);
    }
}
