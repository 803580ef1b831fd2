package io.warifu.gateway.keys;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.wire.qkd014.KeyContainer;
import io.warifu.kernel.wire.qkd014.KeyError;
import io.warifu.kernel.wire.qkd014.KeyIds;
import io.warifu.kernel.wire.qkd014.KeyRequest;
import io.warifu.kernel.wire.qkd014.KeyStatus;
import io.warifu.servicekit.TestPki;
import io.warifu.servicekit.tls.ClientIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A key manager for tests, reached over real HTTPS with client certificates: gives each key once to
 * its master and once to its slave, and misbehaves on request.
 */
public final class EtsiServer implements AutoCloseable {

    /** What the status calls a full stock. */
    public static final int MAX_KEYS = 1_000_000;

    private final TestPki pki;
    private final HttpsServer server;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final JsonMapper json = JsonMapper.builder().build();
    private final SecureRandom random = new SecureRandom();
    private final Map<UUID, Waiting> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger newKeys = new AtomicInteger();
    private final AtomicInteger namedKeys = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Mood mood = Mood.GOOD;
    private final AtomicInteger badNamedKeys = new AtomicInteger();
    private volatile boolean badMeansWrong;
    private final AtomicInteger stored = new AtomicInteger(MAX_KEYS);
    private volatile int maxPerRequest = 128;
    private final Set<String> refusedMasters = ConcurrentHashMap.newKeySet();

    /** How enc_keys is answered. */
    public enum Mood {
        GOOD,
        EMPTY,
        SILENT,
        NONSENSE,
        SHORT_KEY,
        TWO_KEYS,
        NO_UUID,
        /** Keys are given to masters, and refused to slaves. */
        REFUSE_NAMED
    }

    @SuppressWarnings("ArrayRecordComponent") // Test data.
    private record Waiting(String master, String slave, byte[] key) {}

    public EtsiServer(TestPki pki) throws IOException {
        this.pki = pki;
        SSLContext tls = pki.identity("kme", "urn:warifu:kme:test").sslContext();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
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

    public URI uri() {
        return URI.create("https://localhost:" + server.getAddress().getPort());
    }

    /** The gateway's own client, with a certificate for {@code sae}. */
    public KeyManagerClient client(String sae) {
        return new KeyManagerClient(http(sae), uri());
    }

    private HttpClient http(String sae) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(KeyManagerClient.MAX_CALL)
                .sslContext(tls(sae))
                .build();
    }

    /** The certificate of {@code sae} that clients and control connections present. */
    public SSLContext tls(String sae) {
        return pki.identity(sae, "urn:sae:" + sae).sslContext();
    }

    public void mood(Mood next) {
        mood = next;
    }

    /** Refuses the next {@code count} dec_keys with 400. */
    public void refuseNamedKeys(int count) {
        badMeansWrong = false;
        badNamedKeys.set(count);
    }

    /** Answers the next {@code count} dec_keys with another key than the master got. */
    public void giveWrongNamedKeys(int count) {
        badMeansWrong = true;
        badNamedKeys.set(count);
    }

    /** How many keys there are; each one that is given away makes it one less. */
    public void stored(int keys) {
        stored.set(keys);
    }

    public void maxPerRequest(int keys) {
        maxPerRequest = keys;
    }

    /** A client for pads, with a certificate for {@code sae}. */
    public PadClient padClient(String sae, Function<SiteId, String> saeOf) {
        return new PadClient(http(sae), uri(), saeOf);
    }

    /** Answers this master's enc_keys with 503. */
    public void refuseMaster(String sae) {
        refusedMasters.add(sae);
    }

    public void allowMasters() {
        refusedMasters.clear();
    }

    public int newKeys() {
        return newKeys.get();
    }

    public int namedKeys() {
        return namedKeys.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            X509Certificate certificate =
                    (X509Certificate)
                            ((HttpsExchange) exchange).getSSLSession().getPeerCertificates()[0];
            String sae = ClientIdentity.uriName(certificate, "urn:sae:").orElseThrow();
            String[] path = exchange.getRequestURI().getPath().split("/", -1);
            byte[] body = exchange.getRequestBody().readAllBytes();
            switch (path[5]) {
                case "status" -> status(exchange, sae, path[4]);
                case "enc_keys" -> newKey(exchange, sae, path[4], body);
                case "dec_keys" -> namedKey(exchange, sae, path[4], body);
                default -> send(exchange, 404, new KeyError("no such call", null));
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void status(HttpExchange exchange, String master, String slave) throws IOException {
        send(
                exchange,
                mood == Mood.EMPTY ? 503 : 200,
                new KeyStatus(
                        "kme",
                        "kme",
                        master,
                        slave,
                        256,
                        stored.get(),
                        MAX_KEYS,
                        maxPerRequest,
                        256,
                        256,
                        0));
    }

    private void newKey(HttpExchange exchange, String master, String slave, byte[] request)
            throws IOException, InterruptedException {
        if (refusedMasters.contains(master)) {
            send(exchange, 503, new KeyError("not enough keys", null));
            return;
        }
        switch (mood) {
            case EMPTY -> send(exchange, 503, new KeyError("not enough keys", null));
            case SILENT -> closed.await();
            case NONSENSE -> send(exchange, 200, List.of("no", "container"));
            case SHORT_KEY -> send(exchange, 200, container(UUID.randomUUID(), new byte[16]));
            case TWO_KEYS -> {
                KeyContainer.Key one =
                        new KeyContainer.Key(UUID.randomUUID().toString(), new byte[32]);
                send(exchange, 200, new KeyContainer(List.of(one, one)));
            }
            case NO_UUID ->
                    send(
                            exchange,
                            200,
                            new KeyContainer(List.of(new KeyContainer.Key("1", new byte[32]))));
            case GOOD, REFUSE_NAMED -> {
                @Nullable Integer wanted = json.readValue(request, KeyRequest.class).number();
                int number = wanted == null ? 1 : wanted;
                if (number > maxPerRequest || stored.get() < number) {
                    send(exchange, 503, new KeyError("not so many keys", null));
                    return;
                }
                stored.addAndGet(-number);
                newKeys.addAndGet(number);
                List<KeyContainer.Key> keys = new ArrayList<>();
                for (int i = 0; i < number; i++) {
                    byte[] key = new byte[32];
                    random.nextBytes(key);
                    UUID keyId = UUID.randomUUID();
                    waiting.put(keyId, new Waiting(master, slave, key));
                    keys.add(new KeyContainer.Key(keyId.toString(), key));
                }
                send(exchange, 200, new KeyContainer(keys));
            }
        }
    }

    private void namedKey(HttpExchange exchange, String slave, String master, byte[] body)
            throws IOException {
        List<KeyIds.Entry> asked = json.readValue(body, KeyIds.class).key_IDs();
        namedKeys.addAndGet(asked.size());
        if (mood == Mood.REFUSE_NAMED) {
            asked.forEach(entry -> waiting.remove(UUID.fromString(entry.key_ID())));
            send(exchange, 400, new KeyError("no such key", null));
            return;
        }
        boolean bad = badNamedKeys.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        List<KeyContainer.Key> keys = new ArrayList<>();
        for (KeyIds.Entry entry : asked) {
            Waiting key = waiting.remove(UUID.fromString(entry.key_ID()));
            if (key == null || !key.slave.equals(slave) || !key.master.equals(master)) {
                send(exchange, 400, new KeyError("no such key", null));
                return;
            }
            // Last first: the standard promises no order.
            keys.addFirst(
                    new KeyContainer.Key(
                            entry.key_ID(), bad && badMeansWrong ? new byte[32] : key.key));
        }
        if (bad && !badMeansWrong) {
            send(exchange, 400, new KeyError("this key was delivered already", null));
        } else {
            send(exchange, 200, new KeyContainer(keys));
        }
    }

    private static KeyContainer container(UUID keyId, byte[] key) {
        return new KeyContainer(List.of(new KeyContainer.Key(keyId.toString(), key)));
    }

    private void send(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        workers.shutdownNow();
    }
}
