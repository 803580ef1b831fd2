package io.warifu.demo.gatewaypair;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How many streams at once went.
 *
 * @param right streams whose bytes all came back unchanged, with a clean end
 * @param firstFailure why the first of the others failed
 */
public record Streams(int right, int wanted, double seconds, @Nullable String firstFailure) {

    private static final int STALL_MILLIS = 120_000;
    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * Opens all streams to {@link FarService} before the first byte is sent, then sends and
     * compares every byte.
     */
    public static Streams run(int port, int count, int bytes) throws InterruptedException {
        AtomicInteger right = new AtomicInteger();
        ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
        CountDownLatch connected = new CountDownLatch(count);
        CountDownLatch ended = new CountDownLatch(count);
        long started = System.nanoTime();
        for (int i = 0; i < count; i++) {
            int seed = i;
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            if (comesBack(port, seed, bytes, connected)) {
                                right.incrementAndGet();
                            } else {
                                failures.add("other bytes came back");
                            }
                        } catch (IOException e) {
                            failures.add(e.toString());
                        } catch (InterruptedException _) {
                            Thread.currentThread().interrupt();
                        } finally {
                            ended.countDown();
                        }
                    });
        }
        ended.await();
        return new Streams(
                right.get(),
                count,
                (System.nanoTime() - started) / NANOS_PER_SECOND,
                failures.peek());
    }

    public boolean allRight() {
        return right == wanted;
    }

    private static boolean comesBack(int port, int seed, int bytes, CountDownLatch connected)
            throws IOException, InterruptedException {
        byte[] sent = new byte[bytes];
        new SplittableRandom(seed).nextBytes(sent);
        boolean counted = false;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(STALL_MILLIS);
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            out.write(FarService.ECHO);
            connected.countDown();
            counted = true;
            connected.await();
            Thread sending =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    out.write(sent);
                                    socket.shutdownOutput();
                                } catch (IOException _) {
                                    // The reader below sees the same broken connection.
                                }
                            });
            byte[] back = in.readAllBytes();
            sending.join();
            return Arrays.equals(sent, back);
        } finally {
            if (!counted) {
                connected.countDown();
            }
        }
    }
}
