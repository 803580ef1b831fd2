package io.warifu.demo.gatewaypair;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.warifu.kernel.wire.qkd014.KeyContainer;
import io.warifu.kernel.wire.qkd014.KeyError;
import io.warifu.kernel.wire.qkd014.KeyIds;
import io.warifu.kernel.wire.qkd014.KeyRequest;
import io.warifu.servicekit.tls.ClientIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A small key supply with the interface of ETSI GS QKD 014 over mutual TLS, for both ends of the
 * pair: each key goes once to its master and once to its slave.
 *
 * <p>Limit: random numbers, not quantum keys, kept in memory only; it stands in for two key
 * managers where their own work is not the question.
 */
public final class KeyDesk implements AutoCloseable {

    private static final int KEY_BYTES = 32;
    private static final int MAX_NUMBER = 64;
    private static final int BACKLOG = 64;
    private static final int MAX_REQUEST_BYTES = 16 * 1024;
    private static final int UNLIMITED = Integer.MAX_VALUE;

    private final HttpsServer server;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final JsonMapper json = JsonMapper.builder().build();
    private final SecureRandom random;
    private final Map<UUID, Kept> kept = new ConcurrentHashMap<>();
    private final AtomicInteger newKeys = new AtomicInteger();
    private final AtomicInteger namedKeys = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger(UNLIMITED);
    private final AtomicInteger wrongAnswers = new AtomicInteger();

    /** A key that its slave has not fetched yet. */
    @SuppressWarnings("ArrayRecordComponent") // Handed over and wiped, never compared.
    private record Kept(String master, String slave, byte[] key) {}

    KeyDesk(SSLContext tls, SecureRandom random) throws IOException {
        this.random = random;
        this.server =
                HttpsServer.create(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.setHttpsConfigurator(
                new HttpsConfigurator(tls) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        SSLParameters all = tls.getDefaultSSLParameters();
                        all.setNeedClientAuth(true);
                        parameters.setSSLParameters(all);
                    }
                });
        server.setExecutor(workers);
        server.createContext("/api/v1/keys/", this::answer);
        server.start();
    }

    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Keys that were handed to a master. */
    public int newKeys() {
        return newKeys.get();
    }

    /** Keys that were handed to a slave. */
    public int namedKeys() {
        return namedKeys.get();
    }

    /** So many keys are left; further requests are answered with 503. */
    public void leave(int keys) {
        left.set(keys);
    }

    public void refill() {
        left.set(UNLIMITED);
    }

    /** The next {@code count} slaves get another key than their masters got. */
    public void answerWrongly(int count) {
        wrongAnswers.set(count);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<String> sae =
                    ClientIdentity.uriName(
                            (X509Certificate)
                                    ((HttpsExchange) exchange)
                                            .getSSLSession()
                                            .getPeerCertificates()[0],
                            "urn:sae:");
            String[] path = exchange.getRequestURI().getPath().split("/", -1);
            byte[] body = exchange.getRequestBody().readNBytes(MAX_REQUEST_BYTES);
            if (sae.isEmpty() || path.length != 6) {
                send(exchange, 400, new KeyError("no SAE, or no such call", null));
                return;
            }
            switch (path[5]) {
                case "enc_keys" -> newKeys(exchange, sae.get(), path[4], body);
                case "dec_keys" -> namedKeys(exchange, sae.get(), path[4], body);
                case "status" -> send(exchange, 200, status(sae.get(), path[4]));
                default -> send(exchange, 404, new KeyError("no such call", null));
            }
        } catch (JacksonException | IllegalArgumentException _) {
            send(exchange, 400, new KeyError("not understood", null));
        }
    }

    private Map<String, Object> status(String master, String slave) {
        return Map.of(
                "master_SAE_ID",
                master,
                "slave_SAE_ID",
                slave,
                "key_size",
                KEY_BYTES * Byte.SIZE,
                "stored_key_count",
                Math.min(left.get(), 1 << 20),
                "max_key_count",
                1 << 20,
                "max_key_per_request",
                MAX_NUMBER,
                "max_key_size",
                KEY_BYTES * Byte.SIZE,
                "min_key_size",
                KEY_BYTES * Byte.SIZE,
                "max_SAE_ID_count",
                0);
    }

    private void newKeys(HttpExchange exchange, String master, String slave, byte[] body)
            throws IOException {
        Integer asked = body.length == 0 ? null : json.readValue(body, KeyRequest.class).number();
        int number = asked == null ? 1 : asked;
        if (number < 1 || number > MAX_NUMBER) {
            send(exchange, 400, new KeyError("number: 1 to " + MAX_NUMBER, null));
            return;
        }
        int before = left.getAndUpdate(l -> l == UNLIMITED || l < number ? l : l - number);
        if (before < number) {
            exchange.getResponseHeaders().set("Retry-After", "1");
            send(exchange, 503, new KeyError("not enough keys", null));
            return;
        }
        List<KeyContainer.Key> keys = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            byte[] key = new byte[KEY_BYTES];
            random.nextBytes(key);
            UUID id = UUID.randomUUID();
            kept.put(id, new Kept(master, slave, key.clone()));
            keys.add(new KeyContainer.Key(id.toString(), key));
        }
        newKeys.addAndGet(number);
        deliver(exchange, keys);
    }

    private void namedKeys(HttpExchange exchange, String slave, String master, byte[] body)
            throws IOException {
        List<KeyContainer.Key> keys = new ArrayList<>();
        for (KeyIds.Entry entry : json.readValue(body, KeyIds.class).key_IDs()) {
            UUID id = UUID.fromString(entry.key_ID());
            Kept key = kept.get(id);
            if (key == null || !key.slave.equals(slave) || !key.master.equals(master)) {
                send(exchange, 400, new KeyError("no such key", null));
                return;
            }
            kept.remove(id);
            if (wrongAnswers.getAndUpdate(l -> Math.max(0, l - 1)) > 0) {
                key.key()[0] ^= 1;
            }
            keys.add(new KeyContainer.Key(id.toString(), key.key()));
        }
        namedKeys.addAndGet(keys.size());
        deliver(exchange, keys);
    }

    private void deliver(HttpExchange exchange, List<KeyContainer.Key> keys) throws IOException {
        try {
            send(exchange, 200, new KeyContainer(keys));
        } finally {
            keys.forEach(key -> Arrays.fill(key.key(), (byte) 0));
        }
    }

    private void send(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
        kept.values().forEach(key -> Arrays.fill(key.key(), (byte) 0));
    }
}
