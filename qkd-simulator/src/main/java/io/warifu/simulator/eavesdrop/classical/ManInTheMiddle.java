package io.warifu.simulator.eavesdrop.classical;

import io.warifu.simulator.socket.Frame;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Eve on the classical channel: a relay between Alice and Bob's classical port. She cuts the bytes
 * into frames, as anybody can, knows no key, and attacks one frame of Alice when she is told to.
 *
 * <p>An attack hits once: the frame of Alice after {@code afterFrames} further ones, over all
 * connections. Frames of Bob pass untouched. Alice must be told to dial {@link #port} of this host.
 */
public final class ManInTheMiddle implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ManInTheMiddle.class);

    private static final int BACKLOG = 8;
    private static final int CONNECT_TIMEOUT_MILLIS = 3_000;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    private final String host;
    private final int classicalPort;
    private final RandomGenerator chance;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private Recording current = new Recording();
    private Recording before = new Recording();
    private @Nullable Armed armed;
    private long hits;
    private long frames;

    /**
     * Begins to listen on a free port of the loopback address; {@code chance} picks bits to flip.
     */
    public ManInTheMiddle(String host, int classicalPort, RandomGenerator chance) {
        this.host = host;
        this.classicalPort = classicalPort;
        this.chance = chance;
        try {
            this.server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("no port for the attacker", e);
        }
        Thread.ofVirtual().name("eve-" + classicalPort).start(this::accept);
    }

    private record Armed(ClassicalAttack attack, long atFrame, long bit) {}

    public int port() {
        return server.getLocalPort();
    }

    /** Attacks one frame of Alice, after so many that pass. Replaces an attack that did not hit. */
    public synchronized void arm(ClassicalAttack attack, int afterFrames) {
        armed = new Armed(attack, frames + requireNotNegative(afterFrames), -1);
    }

    /** Flips this bit of the frame (bit 0 is the lowest of the first byte), modulo its length. */
    public synchronized void armFlip(int afterFrames, long bit) {
        armed =
                new Armed(
                        ClassicalAttack.FLIP,
                        frames + requireNotNegative(afterFrames),
                        requireNotNegative(bit));
    }

    /** The attack that waits for its frame. */
    public synchronized Optional<ClassicalAttack> waiting() {
        return Optional.ofNullable(armed).map(Armed::attack);
    }

    public synchronized void disarm() {
        armed = null;
    }

    /** How many attacks hit a frame so far. */
    public synchronized long hits() {
        return hits;
    }

    /** How many frames of Alice have come by. */
    public synchronized long frames() {
        return frames;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            LOG.debug("the attacker's port did not close cleanly", e);
        }
        open.forEach(ManInTheMiddle::close);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket alice = server.accept();
                open.add(alice);
                Thread.ofVirtual().start(() -> relay(alice));
            } catch (IOException e) {
                LOG.debug("the attacker accepts nobody", e);
            }
        }
    }

    private void relay(Socket alice) {
        Socket bob = new Socket();
        try {
            alice.setTcpNoDelay(true);
            bob.setTcpNoDelay(true);
            open.add(bob);
            bob.connect(new InetSocketAddress(host, classicalPort), CONNECT_TIMEOUT_MILLIS);
            nextConnection();
            Wire toAlice = new Wire(alice);
            Wire toBob = new Wire(bob);
            Thread back = Thread.ofVirtual().start(() -> passOn(bob, toAlice));
            attackAll(alice, toBob, toAlice);
            // Alice says no more; Bob's last words still pass.
            back.join(LAST_WORDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.debug("the attacker's relay ends", e);
        } finally {
            forget(alice);
            forget(bob);
        }
    }

    private void attackAll(Socket alice, Wire toBob, Wire toAlice) throws IOException {
        DataInputStream in = input(alice);
        byte[] held = null;
        while (true) {
            byte[] frame = frame(in);
            if (frame == null) {
                toBob.end();
                return;
            }
            Armed hit = hit();
            int place = recordNow(frame);
            if (hit == null) {
                toBob.write(frame);
                if (held != null) {
                    toBob.write(held);
                    held = null;
                }
                continue;
            }
            switch (hit.attack()) {
                case FLIP -> toBob.write(flipped(frame, hit.bit()));
                case DROP -> LOG.debug("the attacker drops a frame");
                case REPLAY -> {
                    toBob.write(frame);
                    toBob.write(frame);
                }
                case REPLAY_OLD_SESSION -> toBob.write(old(place, frame));
                case REFLECT -> toAlice.write(frame);
                case REORDER -> held = frame;
            }
        }
    }

    private void passOn(Socket bob, Wire toAlice) {
        try {
            DataInputStream in = input(bob);
            for (byte[] frame = frame(in); frame != null; frame = frame(in)) {
                toAlice.write(frame);
            }
            toAlice.end();
        } catch (IOException e) {
            LOG.debug("the attacker's relay ends", e);
            forget(bob);
        }
    }

    private synchronized void nextConnection() {
        before = current;
        current = new Recording();
    }

    private synchronized @Nullable Armed hit() {
        Armed now = armed;
        boolean hit = now != null && frames == now.atFrame();
        frames++;
        if (hit) {
            armed = null;
            hits++;
        }
        return hit ? now : null;
    }

    private synchronized int recordNow(byte[] frame) {
        return current.add(frame);
    }

    private synchronized byte[] old(int place, byte[] otherwise) {
        return before.at(place, otherwise);
    }

    private byte[] flipped(byte[] frame, long bit) {
        long bits = frame.length * 8L;
        long at = bit < 0 ? chance.nextLong(bits) : bit % bits;
        byte[] flipped = frame.clone();
        flipped[(int) (at >>> 3)] ^= (byte) (1 << (at & 7));
        return flipped;
    }

    /** The next whole frame, or null at the end of the stream. */
    private static byte @Nullable [] frame(DataInputStream in) throws IOException {
        byte[] header = new byte[Frame.HEADER_BYTES];
        int read = in.readNBytes(header, 0, header.length);
        if (read == 0) {
            return null;
        }
        if (read < header.length) {
            throw new EOFException("a frame broke off");
        }
        int bytes = Frame.claimedBytes(header);
        if (bytes < 0) {
            throw new IOException("this is no frame");
        }
        byte[] frame = new byte[bytes];
        System.arraycopy(header, 0, frame, 0, header.length);
        in.readFully(frame, header.length, bytes - header.length);
        return frame;
    }

    private static DataInputStream input(Socket socket) throws IOException {
        return new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
    }

    private static long requireNotNegative(long number) {
        if (number < 0) {
            throw new IllegalArgumentException("not a place in a stream: " + number);
        }
        return number;
    }

    private void forget(Socket socket) {
        open.remove(socket);
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("a socket did not close cleanly", e);
        }
    }
}
