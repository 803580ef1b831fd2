package io.warifu.demo.gatewaybench;

import io.warifu.demo.gatewaypair.FarService;
import io.warifu.demo.gatewaypair.GatewayPair;
import io.warifu.demo.gatewaypair.OwnSupply;
import io.warifu.demo.story.Terminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How many QKD keys a pair draws in a window of time with one stream and with many: a pair of its
 * own whose keys change every few seconds, so that a window holds several changes.
 */
final class KeysPhase {

    private static final int WINDOW_SECONDS = 20;
    private static final int QUICK_WINDOW_SECONDS = 6;
    private static final Map<String, Object> QUICK_CHANGES = Map.of("soft-time", "5s");
    private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private KeysPhase() {}

    /**
     * Keys drawn in two windows of the same length.
     *
     * @param alive streams that still gave an echo at the end of the second window
     */
    record Keys(int withOneStream, int withManyStreams, int alive, int seconds) {}

    static Keys run(
            Path folder, GatewayBenchmark.Choice choice, Terminal terminal, SecureRandom random)
            throws IOException {
        int seconds = choice.quick() ? QUICK_WINDOW_SECONDS : WINDOW_SECONDS;
        terminal.line("keys with one stream and with " + choice.streams());
        try (OwnSupply supply = OwnSupply.open(folder.resolve("supply"), random);
                GatewayPair pair =
                        GatewayPair.start(folder, supply, GatewayPair.Choice.of(QUICK_CHANGES))) {
            var _ = window(pair, 1, seconds);
            int start = supply.desk().newKeys();
            var _ = window(pair, 1, seconds);
            int one = supply.desk().newKeys();
            int alive = window(pair, choice.streams(), seconds);
            int many = supply.desk().newKeys();
            return new Keys(one - start, many - one, alive, seconds);
        }
    }

    /** Holds so many streams open, with an echo on each every second; how many gave every echo. */
    private static int window(GatewayPair pair, int streams, int seconds) throws IOException {
        List<Socket> open = new ArrayList<>();
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
            for (int i = 0; i < streams; i++) {
                Socket socket =
                        new Socket(InetAddress.getLoopbackAddress(), pair.east().tunnelPort());
                open.add(socket);
                socket.getOutputStream().write(FarService.ECHO);
            }
            int alive = streams;
            for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
                alive = 0;
                for (Socket socket : open) {
                    alive += echoes(socket) ? 1 : 0;
                }
                LockSupport.parkNanos(Math.min(ROUND_NANOS, Math.max(0, end - System.nanoTime())));
            }
            return alive;
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    private static boolean echoes(Socket socket) {
        try {
            socket.getOutputStream().write('x');
            return socket.getInputStream().read() == 'x';
        } catch (IOException _) {
            return false;
        }
    }
}
