package io.warifu.ingest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.pack.Sha256;
import io.warifu.kernel.wire.share.ShareHeaders;
import io.warifu.kernel.wire.share.ShareReceipt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A share server in memory behind real HTTP, with real receipts, that can misbehave. */
public final class FakeShareServer implements AutoCloseable {

    /** How it answers. */
    public enum Mood {
        HONEST,
        OVERLOADED,
        REFUSING,
        HANGING,
        OTHER_DIGEST,
        OTHER_SIGNATURE
    }

    /** What it was given. */
    @SuppressWarnings("ArrayRecordComponent") // Only compared with Arrays.equals below.
    public record Stored(
            byte[] share, String owner, String kind, String audience, @Nullable String pseudonym) {}

    private final SiteId site;
    private final int index;
    private final KeyPair keys;
    private final HttpServer server;
    private final Map<ObjectId, Stored> shares = new ConcurrentHashMap<>();
    private final AtomicInteger conflicts = new AtomicInteger();
    private final AtomicInteger puts = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Mood mood = Mood.HONEST;

    public FakeShareServer(String site, int index) {
        this.site = new SiteId(site);
        this.index = index;
        try {
            keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/v1/shares/", this::handle);
        server.start();
    }

    public SiteId site() {
        return site;
    }

    public int index() {
        return index;
    }

    public KeyPair keys() {
        return keys;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public String receiptKeyPem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    public void mood(Mood newMood) {
        mood = newMood;
    }

    public Map<ObjectId, Stored> shares() {
        return shares;
    }

    /** Shares that came a second time with other bytes: dealt twice, which must never happen. */
    public int conflicts() {
        return conflicts.get();
    }

    /** Requests that were answered or hung. */
    public int puts() {
        return puts.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            puts.incrementAndGet();
            // Once for the whole request: a mood that changes meanwhile is for the next one.
            Mood now = mood;
            switch (now) {
                case OVERLOADED -> answer(exchange, 503, "{}");
                case REFUSING -> answer(exchange, 400, "{}");
                case HANGING -> hang();
                case HONEST, OTHER_DIGEST, OTHER_SIGNATURE -> store(exchange, body, now);
            }
        }
    }

    private void hang() {
        try {
            closed.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void store(HttpExchange exchange, byte[] body, Mood now) throws IOException {
        String path = exchange.getRequestURI().getPath();
        ObjectId id = ObjectId.parse(path.substring(path.lastIndexOf('/') + 1));
        Stored offered =
                new Stored(
                        body,
                        exchange.getRequestHeaders().getFirst(ShareHeaders.OWNER),
                        exchange.getRequestHeaders().getFirst(ShareHeaders.KIND),
                        exchange.getRequestHeaders().getFirst(ShareHeaders.AUDIENCE),
                        exchange.getRequestHeaders().getFirst(ShareHeaders.PSEUDONYM));
        if (now == Mood.HONEST) {
            Stored before = shares.putIfAbsent(id, offered);
            if (before != null && !Arrays.equals(before.share(), body)) {
                conflicts.incrementAndGet();
                answer(exchange, 409, "{}");
                return;
            }
        }
        answer(exchange, 201, receipt(id, body, now));
    }

    private String receipt(ObjectId id, byte[] body, Mood now) {
        String digest = now == Mood.OTHER_DIGEST ? "0".repeat(64) : Sha256.of(body).hex();
        String storedAt = "2026-11-25T00:00:00Z";
        byte[] text = ShareReceipt.signedText(id.toString(), site.value(), digest, storedAt);
        if (now == Mood.OTHER_SIGNATURE) {
            text[text.length - 2]++;
        }
        return """
        {"objectId":"%s","site":"%s","sha256":"%s","storedAt":"%s","signature":"%s"}
        """
                .formatted(id, site, digest, storedAt, sign(text));
    }

    private String sign(byte[] text) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(keys.getPrivate());
            signer.update(text);
            return Base64.getEncoder().encodeToString(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
