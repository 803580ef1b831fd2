package io.warifu.keys.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.keys.RawHttps;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that are opened and not used: bounded, and no harm to those that are. */
class ManyConnectionsTest {

    private static final int WANTED = 10_000;

    /** Of key-manager.yml. */
    private static final int MAX_CONNECTIONS = 1_000;

    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(2);

    /** Room for the files of two servers beside the connections. */
    private static final int SPARE_FILES = 3_000;

    private static final String STATUS = "/api/v1/keys/gateway-kochi/status";

    @Test
    void servesItsCallersWhileTenThousandOthersHoldConnections(@TempDir Path folder)
            throws IOException {
        try (DeliveryServers servers = servers(folder)) {
            assertThat(status(servers, "gateway-tokyo")).isEqualTo(200);
            int number = Math.min(WANTED, openFilesLimit() - SPARE_FILES);
            long filesBefore = openFiles();
            List<SocketChannel> idle = new ArrayList<>();
            try {
                for (int i = 0; i < number; i++) {
                    idle.add(connect(servers.port("tokyo"), i));
                }
                long slowest = 0;
                for (int i = 0; i < 50; i++) {
                    long begun = System.nanoTime();
                    assertThat(status(servers, "gateway-tokyo")).isEqualTo(200);
                    slowest = Math.max(slowest, System.nanoTime() - begun);
                }
                long accepted = openFiles() - filesBefore - number;
                long begun = System.nanoTime();
                // A newcomer, without a connection yet, waits until the idle ones are thrown out.
                assertThat(status(servers, "second-tokyo")).isEqualTo(200);
                long newcomer = System.nanoTime() - begun;
                System.Logger log = System.getLogger(ManyConnectionsTest.class.getName());
                log.log(
                        System.Logger.Level.INFO,
                        "{0} idle connections, {1} of them accepted; slowest request on a kept"
                                + " connection {2} ms, first of a newcomer {3} ms",
                        number,
                        accepted,
                        slowest / 1_000_000,
                        newcomer / 1_000_000);
                assertThat(accepted).isLessThanOrEqualTo(MAX_CONNECTIONS + 50);
                assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(10));
                assertThat(Duration.ofNanos(newcomer)).isLessThan(Duration.ofSeconds(90));
            } finally {
                for (SocketChannel channel : idle) {
                    channel.close();
                }
            }
            assertThat(status(servers, "gateway-tokyo")).isEqualTo(200);
        }
    }

    @Test
    void hangsUpOnWhoStopsInTheMiddleOfARequest(@TempDir Path folder) throws IOException {
        try (DeliveryServers servers = servers(folder)) {
            String head = "POST /api/v1/keys/gateway-kochi/enc_keys HTTP/1.1\r\nHost: a\r\n";
            for (String half : List.of("POST /api", head, head + "Content-Length: 100\r\n\r\n{")) {
                try (RawHttps connection = servers.raw("gateway-tokyo", "tokyo")) {
                    long begun = System.nanoTime();
                    try {
                        RawHttps.Answer answer = connection.exchange(half);
                        assertThat(answer.status()).as(half).isEqualTo(400);
                    } catch (EOFException | SocketException e) {
                        assertThat(e).isNotNull();
                    }
                    assertThat(Duration.ofNanos(System.nanoTime() - begun))
                            .as(half)
                            .isLessThan(CONNECTION_TIMEOUT.multipliedBy(10));
                }
            }
            assertThat(servers.supply().given()).isZero();
        }
    }

    /** Every third one has begun a handshake that it does not go on with. */
    private static SocketChannel connect(int port, int index) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        boolean connected =
                channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                        || channel.finishConnect();
        if (connected && index % 3 == 0) {
            byte[] halfAHello = {0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, (byte) 0xfc, 0x03};
            var _ = channel.write(ByteBuffer.wrap(halfAHello));
        }
        return channel;
    }

    private static DeliveryServers servers(Path folder) {
        return new DeliveryServers(
                folder,
                "--server.tomcat.connection-timeout=" + CONNECTION_TIMEOUT.toSeconds() + "s");
    }

    private static int status(DeliveryServers servers, String who) {
        HttpResponse<String> answer = servers.call(who, "tokyo", STATUS, null);
        return answer.statusCode();
    }

    private static long openFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }

    private static int openFilesLimit() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
            if (line.startsWith("Max open files")) {
                return Integer.parseInt(line.split("\\s+", -1)[3]);
            }
        }
        return 1_024;
    }
}
