package io.warifu.simulator.link;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.warifu.servicekit.TestPki;
import io.warifu.servicekit.tls.ClientIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLParameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The block intake of a key manager, by the contract, in memory, over real mutual TLS. */
final class FakeKeyManager implements AutoCloseable {

    private final HttpsServer server;
    private final String expectedClient;
    private final JsonMapper json = JsonMapper.builder().build();
    private final Map<Long, Block> blocks = new ConcurrentSkipListMap<>();
    private volatile long capacityBits = Long.MAX_VALUE;
    private volatile boolean alarm;
    private volatile boolean down;

    /** A stored block. */
    record Block(String blockId, long bits, String key) {}

    FakeKeyManager(TestPki.Identity identity, String site) throws IOException {
        expectedClient = "urn:warifu:qkd:" + site;
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.setHttpsConfigurator(
                new HttpsConfigurator(identity.sslContext()) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        SSLParameters tls = getSSLContext().getDefaultSSLParameters();
                        tls.setNeedClientAuth(true);
                        parameters.setSSLParameters(tls);
                    }
                });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/qkd/v1/links/tokyo/koganei", this::answer);
        server.start();
    }

    String url() {
        return "https://localhost:" + server.getAddress().getPort();
    }

    Map<Long, Block> blocks() {
        return blocks;
    }

    Block block(long sequence) {
        return Objects.requireNonNull(blocks.get(sequence));
    }

    boolean alarm() {
        return alarm;
    }

    void capacityBits(long bits) {
        capacityBits = bits;
    }

    void down(boolean isDown) {
        down = isDown;
    }

    void alarmLeftOver() {
        alarm = true;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            X509Certificate client =
                    (X509Certificate)
                            ((HttpsExchange) exchange).getSSLSession().getPeerCertificates()[0];
            if (down) {
                reply(exchange, 503, "");
            } else if (!ClientIdentity.uriNames(client).contains(expectedClient)) {
                reply(exchange, 403, "");
            } else if (exchange.getRequestMethod().equals("GET")) {
                reply(exchange, 200, stock());
            } else if (exchange.getRequestURI().getPath().endsWith("/alarm")) {
                alarm = json.readTree(body).get("raised").asBoolean();
                reply(exchange, 200, "");
            } else {
                reply(exchange, store(exchange.getRequestURI().getPath(), body), "");
            }
        }
    }

    private String stock() {
        long next = blocks.keySet().stream().mapToLong(Long::longValue).max().orElse(0) + 1;
        long stored = blocks.values().stream().mapToLong(Block::bits).sum();
        return "{\"nextSequence\":%d,\"stockBits\":%d,\"capacityBits\":%d,\"alarm\":%b}"
                .formatted(next, stored, capacityBits, alarm);
    }

    private int store(String path, byte[] body) {
        JsonNode node = json.readTree(body);
        Block block =
                new Block(
                        node.get("blockId").asString(),
                        node.get("bits").asLong(),
                        node.get("key").asString());
        long sequence = Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
        Block before = blocks.putIfAbsent(sequence, block);
        if (before == null) {
            return 201;
        }
        return before.equals(block) ? 200 : 409;
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
