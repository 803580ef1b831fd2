package io.warifu.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.gateway.keys.EtsiServer;
import io.warifu.gateway.tunnel.Gateway;
import io.warifu.servicekit.FreePorts;
import io.warifu.servicekit.TestPki;
import io.warifu.servicekit.start.ServiceStarter;
import io.warifu.servicekit.tls.SiteHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two whole services, as configured in the demonstration, over mutual TLS to the key manager. */
final class EncryptorGatewayServiceTest {

    private static final String PREFIX = "--warifu.encryptor-gateway.";

    @TempDir Path folder;

    private final TestPki pki = new TestPki();
    private final HttpClient http = SiteHttp.plain(Duration.ofSeconds(30));

    @Test
    void carriesAConnectionAndShowsWhatItDid() throws Exception {
        int controlPort = FreePorts.next();
        try (EtsiServer keys = new EtsiServer(pki);
                ServerSocket service = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
                ConfigurableApplicationContext kochi =
                        start(
                                arguments(
                                        "kochi",
                                        "tokyo",
                                        keys.uri().toString(),
                                        List.of(
                                                "control-port=0",
                                                "peers[0].port=1",
                                                "peers[0].control-port=" + controlPort,
                                                "services[0].port=" + service.getLocalPort())));
                ConfigurableApplicationContext tokyo =
                        start(
                                arguments(
                                        "tokyo",
                                        "kochi",
                                        keys.uri().toString(),
                                        List.of(
                                                "control-port=" + controlPort,
                                                "peers[0].port="
                                                        + kochi.getBean(Gateway.class)
                                                                .carrierPort(),
                                                "peers[0].control-port=1",
                                                "services[0].port=1")))) {
            Thread.ofVirtual().start(() -> echoOnce(service));
            try (Socket socket =
                    new Socket(
                            InetAddress.getLoopbackAddress(),
                            tokyo.getBean(Gateway.class).tunnelPort(0))) {
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write("割符".getBytes(StandardCharsets.UTF_8));
                socket.shutdownOutput();
                assertThat(
                                new String(
                                        socket.getInputStream().readAllBytes(),
                                        StandardCharsets.UTF_8))
                        .isEqualTo("割符");
            }

            JsonNode peer =
                    new JsonMapper().readTree(get(tokyo, "/api/v1/status")).get("peers").get(0);
            assertThat(peer.get("site").asString()).isEqualTo("kochi");
            assertThat(peer.get("state").asString()).isIn("GREEN", "AMBER");
            assertThat(peer.get("inUse").get("keyId").asString()).hasSize(36);
            assertThat(peer.get("inUse").get("mode").asString()).isEqualTo("QKD_AND_PQC");
            assertThat(peer.get("inUse").get("bytes").asLong()).isEqualTo(12);
            assertThat(peer.get("carriersOpened").asLong()).isEqualTo(1);
            assertThat(peer.get("bytesSent").asLong()).isEqualTo(6);
            assertThat(peer.get("faults").size()).isZero();
            assertThat(get(kochi, "/api/v1/status")).contains("\"carriersAccepted\":1");
            assertThat(get(tokyo, "/actuator/health/readiness")).contains("UP");
            assertThat(get(tokyo, "/actuator/prometheus"))
                    .contains(
                            "warifu_gateway_traffic_bytes_total{direction=\"sent\",peer=\"kochi\"} 6.0")
                    .contains("warifu_gateway_faults_total{peer=\"kochi\",reason=\"bad-tag\"} 0.0");
            assertThat(status(tokyo, "/actuator/env")).isIn(401, 403);
        }
    }

    private ConfigurableApplicationContext start(List<String> arguments) {
        return ServiceStarter.start(
                EncryptorGatewayApplication.class,
                "encryptor-gateway",
                arguments.toArray(String[]::new));
    }

    private List<String> arguments(
            String site, String peer, String keyManager, List<String> ports) {
        String sae = "gateway-" + site;
        List<String> all =
                new ArrayList<>(
                        List.of(pki.identity(sae, "urn:sae:" + sae).springArguments(folder)));
        all.add("--server.port=0");
        for (String setting :
                List.of(
                        "site=" + site,
                        "sae-id=" + sae,
                        "key-manager-url=" + keyManager,
                        "carrier-port=0",
                        "warm-up=100ms",
                        "peers[0].site=" + peer,
                        "peers[0].host=localhost",
                        "peers[0].sae-id=gateway-" + peer,
                        "tunnels[0].service=share-store",
                        "tunnels[0].peer=" + peer,
                        "tunnels[0].listen-address=127.0.0.1",
                        "tunnels[0].listen-port=0",
                        "services[0].name=share-store",
                        "services[0].host=localhost",
                        "warm-carriers=0",
                        "state-folder=" + folder.resolve(site))) {
            all.add(PREFIX + setting);
        }
        ports.forEach(setting -> all.add(PREFIX + setting));
        return all;
    }

    private String get(ConfigurableApplicationContext context, String path) throws Exception {
        HttpResponse<String> response = answer(context, path);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return response.body();
    }

    private int status(ConfigurableApplicationContext context, String path) throws Exception {
        return answer(context, path).statusCode();
    }

    private HttpResponse<String> answer(ConfigurableApplicationContext context, String path)
            throws Exception {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static void echoOnce(ServerSocket service) {
        try (Socket socket = service.accept()) {
            socket.getOutputStream().write(socket.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
