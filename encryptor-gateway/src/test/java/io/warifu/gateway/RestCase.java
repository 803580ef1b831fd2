package io.warifu.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.servicekit.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A test class that starts two whole services anew for each test, and asks them over REST. */
abstract class RestCase {

    static final JsonMapper JSON = JsonMapper.builder().build();
    static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir Path folder;
    TwoServices two;

    @BeforeEach
    void start() throws Exception {
        two = new TwoServices(folder);
    }

    @AfterEach
    void stop() {
        two.close();
    }

    /** A service that sends everything back. */
    static ServerSocket echo() throws IOException {
        ServerSocket service = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        Thread.ofVirtual()
                .start(() -> {
                    while (!service.isClosed()) {
                        try (Socket socket = service.accept()) {
                            socket.getInputStream().transferTo(socket.getOutputStream());
                        } catch (IOException e) {
                            // Closed, or a client that went away.
                        }
                    }
                });
        return service;
    }

    static String sendAndReceive(int port, String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    final int addTunnel(String name, ServerSocket service) throws Exception {
        int port = FreePorts.next();
        assertThat(putService(name, service.getLocalPort()).body()).contains("\"added\":true");
        HttpResponse<String> door = putTunnel(name, "127.0.0.1", port);
        assertThat(door.statusCode()).as(door.body()).isEqualTo(200);
        return port;
    }

    final HttpResponse<String> putService(String name, int port) throws Exception {
        return two.putJson(
                "kochi",
                "/api/v1/services/" + name,
                Map.of("host", "127.0.0.1", "port", port, "peers", List.of("tokyo")));
    }

    final HttpResponse<String> putTunnel(String name, String address, int port) throws Exception {
        return two.putJson(
                "tokyo",
                "/api/v1/tunnels/" + name,
                Map.of(
                        "service",
                        name,
                        "peer",
                        "kochi",
                        "listenAddress",
                        address,
                        "listenPort",
                        port));
    }

    final HttpResponse<String> sendField(byte[] field, String box) throws Exception {
        return two.send(
                two.as("steward", "tokyo", "/api/v1/fields?peer=kochi&box=" + box)
                        .header("Content-Type", "application/octet-stream")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(field)));
    }
}
