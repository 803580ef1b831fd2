package io.warifu.servicekit;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for servers of tests, drills and benchmarks, each given once. They lie above those of the
 * demonstration network and below those that the system gives to connections and to whoever binds
 * port 0, one of which could take a free port before its server starts. Limit: another program may
 * still take the same.
 */
public final class FreePorts {

    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;
    private static final int ENOUGH = 2_000;

    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(FIRST, LAST - ENOUGH));

    private FreePorts() {}

    /** One on which nobody listens, on any address. */
    public static int next() {
        while (true) {
            int port = NEXT.getAndIncrement();
            if (port > LAST) {
                throw new IllegalStateException("no free port is left below " + LAST);
            }
            if (isFree(port)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException _) {
            return false;
        }
    }
}
