package io.warifu.demo.gatewaypair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.warifu.demo.control.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What strangers get at the doors of a gateway process: nothing, soon, and a counter each. */
final class BadInputTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir private static Path folder;
    private static Started started;

    @BeforeAll
    static void start() throws IOException {
        started = Started.in(folder, GatewayPair.Choice.PLAIN);
    }

    @AfterAll
    static void stop() {
        started.close();
    }

    @Test
    void bytesThatAreNoQgw1GetNoAnswerAndACounterEach() throws IOException {
        Map<String, byte[]> inputs =
                Map.of(
                        "unknown-version", header(2, 7, 16),
                        "unknown-type", header(1, 99, 16),
                        "bad-length", header(1, 7, 1 << 31),
                        "unexpected-frame", header(1, 1, 16));
        for (Map.Entry<String, byte[]> input : inputs.entrySet()) {
            countsAndStaysMute(input.getKey(), input.getValue());
        }
        countsAndStaysMute(
                "unknown-version",
                "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        // The beginning of a TLS record with a ClientHello.
        byte[] hello = new byte[WireTap.HEADER_BYTES];
        System.arraycopy(new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xFC}, 0, hello, 0, 9);
        countsAndStaysMute("unknown-version", hello);
        works();
    }

    @Test
    void openSslFindsNoTlsOnTheCarrierPort() throws IOException, InterruptedException {
        Process client;
        try {
            client =
                    new ProcessBuilder(
                                    "openssl",
                                    "s_client",
                                    "-connect",
                                    "127.0.0.1:" + west().carrierPort())
                            .redirectErrorStream(true)
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .start();
        } catch (IOException e) {
            assumeThat(e).as("openssl is installed").isNull();
            return;
        }
        String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(client.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(said).doesNotContain("BEGIN CERTIFICATE").contains("no peer certificate");
        works();
    }

    @Test
    void thousandsOfConnectionsThatSayNothingDisturbNobodyAndAreClosed() throws IOException {
        int count = Started.size("half-open", 1_500);
        assertThat(
                        Waiting.until(
                                LIMIT,
                                () ->
                                        started.pair()
                                                        .east()
                                                        .status()
                                                        .path("carriersParked")
                                                        .asInt(0)
                                                >= 4))
                .isTrue();
        long before = faults("open-timeout") + faults("too-many-half-open");
        double resident = ProcessFigures.residentMebibytes(west().pid());
        List<Socket> mute = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                connected(west().carrierPort()).ifPresent(mute::add);
            }
            // Carriers that were opened ahead serve whoever comes meanwhile.
            works();
            assertThat(
                            Waiting.until(
                                    LIMIT,
                                    () ->
                                            faults("open-timeout") + faults("too-many-half-open")
                                                    >= before + count))
                    .as(() -> west().faults().toString())
                    .isTrue();
            for (Socket socket : mute) {
                assertThat(isClosedByTheOtherEnd(socket)).isTrue();
            }
        } finally {
            for (Socket socket : mute) {
                socket.close();
            }
        }
        assertThat(ProcessFigures.residentMebibytes(west().pid()) - resident)
                .as("MiB more")
                .isLessThan(192);
        works();
    }

    /** Empty if the other end refuses it before this end has heard that it is connected. */
    private static Optional<Socket> connected(int port) throws IOException {
        try {
            return Optional.of(new Socket(InetAddress.getLoopbackAddress(), port));
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
            return Optional.empty();
        }
    }

    @Test
    void theControlPortIsForPeersOnly() throws IOException, GeneralSecurityException {
        refusesOnControlPort(started.supply().stranger(), "control-wrong-certificate");
        SSLContext nobody = SSLContext.getInstance("TLSv1.3");
        nobody.init(null, new TrustManager[] {new TakesAnybody()}, new SecureRandom());
        refusesOnControlPort(nobody, "control-no-tls", "control-wrong-certificate");
        long before = faults("control-no-tls");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), west().controlPort())) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            // TLS may say why it refuses, in one alert.
            assertThat(socket.getInputStream().readAllBytes()).hasSizeLessThan(16);
        }
        assertThat(Waiting.until(LIMIT, () -> faults("control-no-tls") > before)).isTrue();
        works();
    }

    private static void refusesOnControlPort(SSLContext tls, String... counters)
            throws IOException {
        long before = sum(counters);
        try (SSLSocket socket =
                (SSLSocket)
                        tls.getSocketFactory()
                                .createSocket(
                                        InetAddress.getLoopbackAddress(), west().controlPort())) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.startHandshake();
            assertThat(isClosedByTheOtherEnd(socket)).isTrue();
        } catch (SSLException | SocketException _) {
            // Refused within the handshake, which is as good.
        }
        assertThat(Waiting.until(LIMIT, () -> sum(counters) > before))
                .as(() -> String.join(" or ", counters) + " in " + west().faults())
                .isTrue();
    }

    private static long sum(String... counters) {
        return List.of(counters).stream().mapToLong(BadInputTest::faults).sum();
    }

    private static void countsAndStaysMute(String counter, byte[] input) throws IOException {
        long before = faults(counter);
        int visits = started.pair().service().connections();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), west().carrierPort())) {
            socket.getOutputStream().write(input);
            assertThat(isClosedByTheOtherEnd(socket)).as(counter).isTrue();
        }
        assertThat(Waiting.until(LIMIT, () -> faults(counter) == before + 1))
                .as(() -> counter + " in " + west().faults())
                .isTrue();
        assertThat(started.pair().service().connections()).isEqualTo(visits);
    }

    /** Without a byte before. */
    private static boolean isClosedByTheOtherEnd(Socket socket) throws IOException {
        socket.setSoTimeout((int) LIMIT.toMillis());
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException | SSLException _) {
            return true;
        }
    }

    private static byte[] header(int version, int type, int length) {
        return ByteBuffer.allocate(WireTap.HEADER_BYTES + 16)
                .put((byte) version)
                .put((byte) type)
                .putShort((short) 0)
                .putInt(1)
                .putLong(0)
                .putInt(0)
                .putInt(length)
                .array();
    }

    private static long faults(String counter) {
        return west().faults().getOrDefault(counter, 0L);
    }

    private static GatewayProcess west() {
        return started.pair().west();
    }

    private static void works() throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), started.pair().east().tunnelPort())) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.getOutputStream().write(new byte[] {FarService.ECHO, 42});
            assertThat(socket.getInputStream().read()).isEqualTo(42);
        }
    }

    /** A client that does not care who answers. */
    private static final class TakesAnybody implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
