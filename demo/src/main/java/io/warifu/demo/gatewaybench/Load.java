package io.warifu.demo.gatewaybench;

import io.warifu.demo.gatewaypair.FarService;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.SplittableRandom;

/** What is sent through a route, and how long it takes. */
final class Load {

    private static final int BULK_WRITE_BYTES = 256 * 1024;
    private static final int STALL_MILLIS = 120_000;
    private static final int MESSAGE_BYTES = 1_024;
    private static final double NANOS_PER_SECOND = 1e9;

    private Load() {}

    /** Seconds from the connection to the receiver's receipt for all bytes. */
    static double bulk(int port, long bytes) throws IOException {
        byte[] data = new byte[BULK_WRITE_BYTES];
        new SplittableRandom(bytes).nextBytes(data);
        long started = System.nanoTime();
        try (Socket socket = connect(port)) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeByte(FarService.SWALLOW);
            out.writeLong(bytes);
            for (long left = bytes; left > 0; left -= BULK_WRITE_BYTES) {
                out.write(data, 0, (int) Math.min(left, BULK_WRITE_BYTES));
            }
            long receipt = new DataInputStream(socket.getInputStream()).readLong();
            if (receipt != bytes) {
                throw new IOException("receipt for " + receipt + " of " + bytes + " bytes");
            }
        }
        return (System.nanoTime() - started) / NANOS_PER_SECOND;
    }

    /** Times of requests of 1 KiB and their answers on one connection, in nanoseconds, sorted. */
    static long[] pingPong(int port, int count) throws IOException {
        long[] nanos = new long[count];
        byte[] request = new byte[MESSAGE_BYTES];
        byte[] answer = new byte[MESSAGE_BYTES];
        try (Socket socket = connect(port)) {
            OutputStream out = socket.getOutputStream();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            out.write(FarService.ECHO);
            for (int i = 0; i < count; i++) {
                request[i % MESSAGE_BYTES]++;
                long started = System.nanoTime();
                out.write(request);
                in.readFully(answer);
                nanos[i] = System.nanoTime() - started;
                if (!Arrays.equals(request, answer)) {
                    throw new IOException("an answer differs from its request");
                }
            }
        }
        Arrays.sort(nanos);
        return nanos;
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(STALL_MILLIS);
        return socket;
    }
}
