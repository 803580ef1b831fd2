package io.warifu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.demo.control.Sites;
import io.warifu.demo.plan.Addressing;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.Port;
import io.warifu.demo.plan.Service;
import io.warifu.demo.plan.Site;
import io.warifu.servicekit.token.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** An operator carries a service of his own, and the ledgers tell under which keys. */
class TunnelAndLedgerTest {

    private static final FiveSites SITES = FiveSites.running();
    private static final int MEBIBYTES = 4;

    @Test
    void carriesAnyServiceAndBothLedgersTellTheSame() throws Exception {
        byte[] content = new byte[MEBIBYTES << 20];
        RandomGenerator.of("L64X128MixRandom").nextBytes(content);
        int listen = freePort();
        try (ServerSocket echo = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> echoOnce(echo));
            FiveSites.Ran added =
                    SITES.warifu(
                            "tunnel",
                            "add",
                            "--from",
                            "tokyo",
                            "--to",
                            "kochi",
                            "--listen",
                            "127.0.0.1:" + listen,
                            "--target",
                            "127.0.0.1:" + echo.getLocalPort(),
                            "--name",
                            "e2e");
            assertThat(added.exit()).as(added.err()).isZero();
            assertThat(SITES.warifu("tunnel", "list").out())
                    .contains("e2e")
                    .contains("127.0.0.1:" + listen)
                    .contains("127.0.0.1:" + echo.getLocalPort());
            assertThat(sendAndReceive(listen, content)).isEqualTo(content);
        }
        FiveSites.Ran removed = SITES.warifu("tunnel", "remove", "e2e");
        assertThat(removed.exit()).as(removed.err()).isZero();
        assertThat(removed.out()).contains("door at tokyo").contains("service at kochi");
        assertThat(SITES.warifu("tunnel", "remove", "e2e").exit()).isEqualTo(1);

        for (Site peer : NetworkPlan.others(NetworkPlan.TOKYO)) {
            FiveSites.Ran ledger =
                    SITES.warifu("gateway", "ledger", "--from", "tokyo", "--to", peer.name());
            assertThat(ledger.exit()).as(ledger.out()).isZero();
            assertThat(ledger.out()).contains("agree").contains("QKD_AND_PQC");
        }
        assertThat(SITES.warifu("gateway", "plan").out()).contains("tokyo - kochi");
    }

    @Test
    void takesTheServiceBackWhenTheDoorCannotBeOpened() throws Exception {
        int taken = NetworkPlan.TOKYO.port(Port.GATEWAY_HTTP);
        FiveSites.Ran failed =
                SITES.warifu(
                        "tunnel",
                        "add",
                        "--from",
                        "tokyo",
                        "--to",
                        "osaka",
                        "--listen",
                        "127.0.0.1:" + taken,
                        "--target",
                        "127.0.0.1:1",
                        "--name",
                        "half");
        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.err()).startsWith("warifu: CONFLICT");
        assertThat(
                        new Sites(SITES.home(), Addressing.LOOPBACK, Clock.systemUTC())
                                .as(Role.OPERATOR, NetworkPlan.OSAKA, Service.ENCRYPTOR_GATEWAY)
                                .get("/api/v1/tunnels")
                                .toString())
                .contains("share-store")
                .doesNotContain("half");
    }

    private static byte[] sendAndReceive(int port, byte[] content) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            Thread sender =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    socket.getOutputStream().write(content);
                                    socket.shutdownOutput();
                                } catch (IOException e) {
                                    // The reader sees it.
                                }
                            });
            byte[] received = socket.getInputStream().readAllBytes();
            sender.join();
            return received;
        }
    }

    private static void echoOnce(ServerSocket service) {
        try (Socket socket = service.accept()) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            // The client sees it.
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
