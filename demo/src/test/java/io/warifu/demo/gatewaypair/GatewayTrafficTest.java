package io.warifu.demo.gatewaypair;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.demo.control.Waiting;
import io.warifu.demo.gatewaytrial.Bystander;
import io.warifu.demo.gatewaytrial.Findings;
import io.warifu.demo.gatewaytrial.ManyStreams;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What applications see of two gateway processes whose epochs follow each other fast. */
final class GatewayTrafficTest {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final long MEBIBYTE = 1L << 20;

    @TempDir private static Path folder;
    private static Started started;

    @BeforeAll
    static void start() throws IOException {
        started =
                Started.in(
                        folder,
                        GatewayPair.Choice.of(
                                Map.of(
                                        "soft-time", "5s",
                                        "soft-bytes", "16MB",
                                        "min-epoch-age", "200ms")));
    }

    @AfterAll
    static void stop() {
        started.close();
    }

    @Test
    void bothDirectionsAtOnceArriveWholeWhileEpochsChange()
            throws IOException, InterruptedException {
        GatewayPair pair = started.pair();
        long bytes = Started.size("mib", 96) * MEBIBYTE;
        KeyDesk desk = started.supply().desk();
        int keys = desk.newKeys();
        int named = desk.namedKeys();
        int epoch = pair.east().epoch();
        long seed = Transfer.newSeed();
        try (Bystander bystander = new Bystander(pair);
                Transfer transfer = Transfer.start(pair.east().tunnelPort(), seed, bytes, bytes)) {
            while (!transfer.ends(Duration.ofMillis(50))) {
                assertThat(bystander.lives()).isTrue();
            }
            Reading target = pair.service().reading(seed).orElseThrow();
            Waiting.until(LIMIT, () -> target.ending() != Ending.RUNNING);

            assertThat(target.isWhole(seed, bytes)).as(target.toString()).isTrue();
            assertThat(transfer.receivedAll()).as(transfer.reading().toString()).isTrue();
            assertThat(bystander.lives()).isTrue();
        }
        int epochs = pair.east().epoch() - epoch;
        assertThat(epochs).as("epochs in use after each other").isGreaterThanOrEqualTo(2);
        // The one in hand may have been there before, and another be there now; others may be made
        // between two looks, or be lost to a gateway that did not wait for a slow answer.
        assertThat(desk.newKeys() - keys).as("keys").isBetween(epochs - 1, epochs + 4);
        assertThat(desk.namedKeys() - named)
                .as("keys of both ends")
                .isGreaterThanOrEqualTo(epochs - 1);
    }

    @Test
    void quietStreamsLiveThroughManyEpochs() throws IOException {
        GatewayPair pair = started.pair();
        List<Bystander> quiet = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                quiet.add(new Bystander(pair));
            }
            assertThat(quiet).allMatch(Bystander::lives);
            int epoch = pair.east().epoch();
            assertThat(Waiting.until(LIMIT, () -> pair.east().epoch() >= epoch + 4)).isTrue();
            assertThat(quiet).allMatch(Bystander::lives);
        } finally {
            for (Bystander each : quiet) {
                each.close();
            }
        }
    }

    @Test
    void manyStreamsAtOnceAreAllRightInBoundedMemory() throws IOException, InterruptedException {
        Findings findings =
                new ManyStreams(Started.size("streams", 250))
                        .run(started.pair(), System.out::println);
        assertThat(findings.failures()).as(findings.toString()).isEmpty();
    }

    @Test
    void aReaderThatHardlyReadsHoldsItsSenderBackAndNobodyElse()
            throws IOException, InterruptedException {
        GatewayPair pair = started.pair();
        double alone = secondsFor(pair, 64 * MEBIBYTE);
        double resident = ProcessFigures.residentMebibytes(pair.west().pid());
        try (SocketChannel slow =
                SocketChannel.open(
                        new InetSocketAddress(
                                InetAddress.getLoopbackAddress(), pair.east().tunnelPort()))) {
            slow.write(ByteBuffer.wrap(new byte[] {FarService.SLOWLY}));
            slow.configureBlocking(false);
            long taken = fill(slow);
            double beside = secondsFor(pair, 64 * MEBIBYTE);

            // What is under way lies in socket buffers of three connections, not in the gateways.
            assertThat(taken)
                    .as("bytes that nobody has read")
                    .isLessThan(3 * socketBuffers() + 2 * MEBIBYTE);
            assertThat(ProcessFigures.residentMebibytes(pair.west().pid()) - resident)
                    .as("MiB more")
                    .isLessThan(64);
            // Times are no promise on a busy machine; a stream that waits for another is far off.
            assertThat(beside).as("alone it took " + alone + " s").isLessThan(5 * alone + 2);
        }
    }

    /** The most that the system lets one connection hold, sent and received. */
    private static long socketBuffers() throws IOException {
        return largest("tcp_rmem") + largest("tcp_wmem");
    }

    /** The last of least, usual and largest. */
    private static long largest(String setting) throws IOException {
        // The kernel answers the first read only: it must be a large one, as readString's is not.
        String values = Files.readAllLines(Path.of("/proc/sys/net/ipv4", setting)).getFirst();
        return Long.parseLong(values.substring(values.lastIndexOf('\t') + 1));
    }

    private static double secondsFor(GatewayPair pair, long bytes)
            throws IOException, InterruptedException {
        long begin = System.nanoTime();
        try (Transfer transfer =
                Transfer.start(pair.east().tunnelPort(), Transfer.newSeed(), bytes, 1)) {
            assertThat(transfer.ends(LIMIT) && transfer.receivedAll()).isTrue();
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    /** Writes until nothing has been taken for a second; how much was. */
    private static long fill(SocketChannel slow) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(Content.BLOCK_BYTES);
        long taken = 0;
        long moved = System.nanoTime();
        while (System.nanoTime() - moved < TimeUnit.SECONDS.toNanos(1)) {
            int written = slow.write(block.rewind());
            // The service takes ten thousand bytes a second: that alone is no progress.
            if (written > 16 * 1024) {
                moved = System.nanoTime();
            }
            taken += written;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        return taken;
    }

    @Test
    void aTunnelInEitherDirectionReachesTheService() throws IOException {
        GatewayPair pair = started.pair();
        for (GatewayProcess end : List.of(pair.east(), pair.west())) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), end.tunnelPort())) {
                socket.setSoTimeout((int) LIMIT.toMillis());
                socket.getOutputStream().write(new byte[] {FarService.ECHO, 7});
                socket.shutdownOutput();
                assertThat(socket.getInputStream().readAllBytes()).containsExactly(7);
            }
        }
    }
}
