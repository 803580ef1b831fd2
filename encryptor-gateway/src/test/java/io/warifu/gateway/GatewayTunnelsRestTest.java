package io.warifu.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.servicekit.FreePorts;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Services and tunnels that operators add and remove while two gateways run. */
final class GatewayTunnelsRestTest extends RestCase {

    @Test
    void carriesAServiceThatAnOperatorAddedAndRemembersItAfterARestart() throws Exception {
        try (ServerSocket service = echo()) {
            int port = addTunnel("dicom", service);
            assertThat(sendAndReceive(port, "before")).isEqualTo("before");

            two.stop("kochi");
            two.start("kochi");
            two.stop("tokyo");
            two.start("tokyo");
            assertThat(sendAndReceive(port, "after")).isEqualTo("after");

            assertThat(two.send(two.as("operator", "tokyo", "/api/v1/tunnels/dicom").DELETE()))
                    .returns(204, HttpResponse::statusCode);
            assertThat(two.send(two.as("operator", "kochi", "/api/v1/services/dicom").DELETE()))
                    .returns(204, HttpResponse::statusCode);
            assertThat(two.gateway("tokyo").tunnels()).isEmpty();
            assertThat(two.send(two.as("operator", "kochi", "/api/v1/services/dicom").DELETE()))
                    .returns(404, HttpResponse::statusCode);
            assertThat(Files.readString(two.state("tokyo").resolve("tunnels.json")))
                    .doesNotContain("dicom");
        }
    }

    @Test
    void changesNothingForTheSameWishAndRefusesAnotherUnderTheSameName() throws Exception {
        try (ServerSocket service = echo()) {
            int port = addTunnel("db", service);
            assertThat(putTunnel("db", "127.0.0.1", port).body()).contains("\"added\":false");
            assertThat(putTunnel("db", "localhost", port).body()).contains("\"added\":false");
            assertThat(putTunnel("db", "127.0.0.1", FreePorts.next()).statusCode()).isEqualTo(409);
            assertThat(putTunnel("db2", "127.0.0.1", port).statusCode())
                    .as("the port is taken")
                    .isEqualTo(409);
            assertThat(two.gateway("tokyo").tunnels()).hasSize(1);
            assertThat(putService("share-store", 1).statusCode())
                    .as("it stands in the configuration")
                    .isEqualTo(409);
        }
    }

    @Test
    void refusesDoorsElsewhereThanOnLoopbackAndWhatMakesNoSense() throws Exception {
        assertThat(putTunnel("open", "0.0.0.0", 1_234).statusCode()).isEqualTo(403);
        assertThat(putTunnel("open", "example.org", 1_234).statusCode()).isEqualTo(400);
        assertThat(putTunnel("open", "127.0.0.1", 0).statusCode()).isEqualTo(400);
        assertThat(putService("no%20name", 1).statusCode()).isEqualTo(400);
        assertThat(putService("warifu-otp", 1).statusCode()).isEqualTo(400);
        HttpResponse<String> forAll =
                two.putJson(
                        "kochi",
                        "/api/v1/services/all",
                        Map.of("host", "127.0.0.1", "port", 1, "peers", List.of()));
        assertThat(forAll.statusCode()).isEqualTo(400);
        assertThat(two.gateway("tokyo").tunnels()).isEmpty();
    }

    @Test
    void showsATunnelWhosePortIsTakenAtTheStartAndOpensItLater() throws Exception {
        try (ServerSocket service = echo()) {
            int port = addTunnel("late", service);
            two.stop("tokyo");
            try (ServerSocket thief = taking(port)) {
                two.start("tokyo");
                String shown = two.send(two.as("operator", "tokyo", "/api/v1/tunnels")).body();
                assertThat(JSON.readTree(shown).at("/tunnels/0/problem").asString(""))
                        .contains(Integer.toString(thief.getLocalPort()));
            }
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> !two.gateway("tokyo").tunnels().isEmpty());
            assertThat(sendAndReceive(port, "late")).isEqualTo("late");
        }
    }

    /** As soon as the one who had it before has let it go. */
    private static ServerSocket taking(int port) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(BindException.class)
                .until(
                        () -> new ServerSocket(port, 1, InetAddress.getLoopbackAddress()),
                        ServerSocket::isBound);
    }
}
