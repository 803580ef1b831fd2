package io.warifu.demo.gatewaypair;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The application in front of the gateways: one connection to {@link FarService} through a tunnel
 * that sends a content and receives another at the same time.
 */
public final class Transfer implements AutoCloseable {

    /** What comes back has another seed than what is sent. */
    private static final long OTHER_WAY = 0x5DEECE66DL;

    private static final AtomicLong SEEDS = new AtomicLong();

    private final Socket socket;
    private final long seed;
    private final long bytesIn;
    private final Reading reading = new Reading();
    private final Exchange exchange;
    private final Thread running;

    private Transfer(Socket socket, long seed, long bytesOut, long bytesIn, long bytesPerSecond)
            throws IOException {
        this.socket = socket;
        this.seed = seed;
        this.bytesIn = bytesIn;
        DataOutputStream head = new DataOutputStream(socket.getOutputStream());
        head.writeByte(FarService.BOTH_WAYS);
        head.writeLong(seed ^ OTHER_WAY);
        head.writeLong(bytesIn);
        this.exchange = new Exchange(socket, reading, seed, bytesOut, bytesPerSecond);
        this.running = Thread.ofPlatform().daemon().unstarted(exchange::run);
    }

    /** A seed that no other transfer of this process has. */
    public static long newSeed() {
        return SEEDS.incrementAndGet();
    }

    /** The seed of what is sent, by that of what is to come back. */
    static long seedThere(long seedBack) {
        return seedBack ^ OTHER_WAY;
    }

    /** Connects and begins; both directions run by themselves. */
    public static Transfer start(int port, long seed, long bytesOut, long bytesIn)
            throws IOException {
        return start(port, seed, bytesOut, bytesIn, Quietly.UNPACED);
    }

    /** Sends a few blocks a second, to be under way for a known time. */
    public static Transfer paced(int port, long seed, long bytesOut, long bytesPerSecond)
            throws IOException {
        return start(port, seed, bytesOut, 0, bytesPerSecond);
    }

    private static Transfer start(
            int port, long seed, long bytesOut, long bytesIn, long bytesPerSecond)
            throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        try {
            socket.setTcpNoDelay(true);
            Transfer transfer = new Transfer(socket, seed, bytesOut, bytesIn, bytesPerSecond);
            transfer.running.start();
            return transfer;
        } catch (IOException e) {
            Quietly.reset(socket);
            throw e;
        }
    }

    /** Waits until both directions have ended somehow; false if that takes longer. */
    public boolean ends(Duration limit) throws InterruptedException {
        return running.join(limit);
    }

    /** What this end received. */
    public Reading reading() {
        return reading;
    }

    /** Whether all that was to come back did, unchanged, with a clean end. */
    public boolean receivedAll() {
        return reading.isWhole(seed ^ OTHER_WAY, bytesIn);
    }

    /** Whether what came back is at least right as far as it goes. */
    public boolean receivedPrefix() {
        return reading.isPrefixOf(seed ^ OTHER_WAY);
    }

    /** Breaks the connection off. */
    public void cut() {
        Quietly.reset(socket);
    }

    /** Ends the connection; breaks it off unless both directions have ended well. */
    @Override
    public void close() {
        if (reading.ending() == Ending.CLEAN) {
            Quietly.close(socket);
        } else {
            cut();
        }
    }
}
