package io.warifu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.Port;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a carrier between two sites sees of a backup. */
class WireCaptureTest {

    private static final FiveSites SITES = FiveSites.running();
    private static final String SECRET_TEXT = "日本の患者の秘密の記録である";

    @TempDir Path folder;

    @Test
    void theWireBetweenTwoGatewaysHoldsNoRecordText() throws Exception {
        try (RecordingRelay relay =
                new RecordingRelay(NetworkPlan.KOCHI.port(Port.GATEWAY_CARRIER))) {
            Path config = SITES.home().config(NetworkPlan.TOKYO).resolve("encryptor-gateway.yml");
            String original = Files.readString(config);
            String rerouted =
                    original.replace(
                            "port: " + NetworkPlan.KOCHI.port(Port.GATEWAY_CARRIER),
                            "port: " + relay.port());
            assertThat(rerouted).isNotEqualTo(original);
            try {
                SITES.network().process(NetworkPlan.TOKYO).stop();
                Files.writeString(config, rerouted);
                SITES.network().start(List.of(NetworkPlan.TOKYO), System.out::println);
                assertThat(Storages.backUp(SITES, "tokyo", storage()).out())
                        .contains("safe 1", "at risk 0");
            } finally {
                SITES.network().process(NetworkPlan.TOKYO).stop();
                Files.writeString(config, original);
                SITES.network().start(List.of(NetworkPlan.TOKYO), System.out::println);
            }
            byte[] wire = relay.captured();
            // A share of one record is a few hundred bytes; less would mean that nothing was
            // captured.
            assertThat(wire.length).isGreaterThan(1000);
            String text = new String(wire, StandardCharsets.ISO_8859_1);
            for (byte[] plain :
                    List.of(
                            SECRET_TEXT.getBytes(Charset.forName("ISO-2022-JP")),
                            SECRET_TEXT.getBytes(StandardCharsets.UTF_8),
                            "0009900077".getBytes(StandardCharsets.US_ASCII),
                            "Warifu-Owner".getBytes(StandardCharsets.US_ASCII),
                            "HTTP/1.1".getBytes(StandardCharsets.US_ASCII))) {
                assertThat(text).doesNotContain(new String(plain, StandardCharsets.ISO_8859_1));
            }
        }
    }

    private Path storage() throws IOException {
        Path file =
                folder.resolve(
                        "s/000/990/0009900077/20260401/OMP-01/"
                                + "0009900077_20260401_OMP-01_000000000000001_20260401120000000_01_1");
        Files.createDirectories(file.getParent());
        Files.write(
                file,
                ("MSH|^~\\&|HIS|H||||" + SECRET_TEXT + "\r")
                        .getBytes(Charset.forName("ISO-2022-JP")));
        return folder.resolve("s");
    }

    /** Passes bytes on and keeps a copy, as a tap in the network would. */
    private static final class RecordingRelay implements AutoCloseable {

        private final ServerSocket listener;
        private final int target;
        private final ByteArrayOutputStream captured = new ByteArrayOutputStream();

        RecordingRelay(int target) throws IOException {
            this.target = target;
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(this::accept);
        }

        int port() {
            return listener.getLocalPort();
        }

        byte[] captured() {
            synchronized (captured) {
                return captured.toByteArray();
            }
        }

        private void accept() {
            while (!listener.isClosed()) {
                try {
                    Socket near = listener.accept();
                    Socket far = new Socket();
                    far.connect(new InetSocketAddress("127.0.0.1", target));
                    Thread.ofVirtual().start(() -> pass(near, far));
                    Thread.ofVirtual().start(() -> pass(far, near));
                } catch (IOException e) {
                    // Closed at the end of the test.
                    return;
                }
            }
        }

        private void pass(Socket from, Socket to) {
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                byte[] buffer = new byte[16 << 10];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    synchronized (captured) {
                        captured.write(buffer, 0, read);
                    }
                    out.write(buffer, 0, read);
                }
            } catch (IOException e) {
                // Either side may reset; what was seen until then is captured.
                return;
            }
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }
}
