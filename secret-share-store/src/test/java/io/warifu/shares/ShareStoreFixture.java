package io.warifu.shares;

import io.warifu.kernel.id.ObjectId;
import io.warifu.servicekit.PostgresForTests;
import io.warifu.servicekit.start.ServiceStarter;
import io.warifu.servicekit.tls.SiteHttp;
import io.warifu.sharing.ShamirSharing;
import io.warifu.sharing.Share;
import io.warifu.sharing.ShareCodec;
import io.warifu.sharing.Threshold;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A share server of point 2 at Kochi with its own database, and a caller that talks to it. */
public final class ShareStoreFixture implements AutoCloseable {

    public static final int SHARE_INDEX = 2;
    static final String PSEUDONYM = "6f1e0b52-3c1d-4a57-9a3e-0d7f6f6f2b11";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();

    private final PostgresForTests.Database database = PostgresForTests.newDatabase();
    private final HttpClient http = SiteHttp.plain(PATIENCE);
    private final ShamirSharing dealer = ShamirSharing.withCipherCoins(new SecureRandom());
    private final KeyPair keys;
    private final Path keyFile;
    private ConfigurableApplicationContext service;

    ShareStoreFixture(Path folder) {
        try {
            keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            keyFile = folder.resolve("receipt.key");
            Files.writeString(
                    keyFile,
                    "-----BEGIN PRIVATE KEY-----\n"
                            + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
                            + "\n-----END PRIVATE KEY-----\n");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has Ed25519", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        service = start();
    }

    private ConfigurableApplicationContext start() {
        return ServiceStarter.start(
                SecretShareStoreApplication.class,
                SecretShareStoreApplication.NAME,
                Stream.concat(
                                Stream.of(database.springArguments()),
                                Stream.of(
                                        "--server.port=0",
                                        "--spring.datasource.hikari.connection-timeout=1000",
                                        "--warifu.secret-share-store.site=kochi",
                                        "--warifu.secret-share-store.share-index=" + SHARE_INDEX,
                                        "--warifu.secret-share-store.receipt-key="
                                                + keyFile.toUri()))
                        .toArray(String[]::new));
    }

    /** Stops the service and starts it again on the same database with the same key. */
    void restart() {
        service.close();
        service = start();
    }

    PostgresForTests.Database database() {
        return database;
    }

    PublicKey receiptKey() {
        return keys.getPublic();
    }

    int port() {
        return Integer.parseInt(service.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /** This server's share of a fresh secret of {@code secretBytes} zeros. */
    byte[] newShare(ObjectId object, int secretBytes) {
        return ShareCodec.encode(deal(object, secretBytes).get(SHARE_INDEX - 1));
    }

    List<Share> deal(ObjectId object, int secretBytes) {
        return dealer.split(new byte[secretBytes], new Threshold(3, 5), object);
    }

    static ObjectId newId() {
        return new ObjectId(UUID.randomUUID());
    }

    /** A put with the headers of a record of Tokyo, to be changed by the caller. */
    HttpRequest.Builder putRequest(String objectId, HttpRequest.BodyPublisher body) {
        return request("/api/v1/shares/" + objectId)
                .setHeader("Content-Type", "application/octet-stream")
                .setHeader("Warifu-Owner", "tokyo")
                .setHeader("Warifu-Kind", "RECORD")
                .setHeader("Warifu-Audience", "OWNER")
                .setHeader("Warifu-Pseudonym", PSEUDONYM)
                .PUT(body);
    }

    HttpResponse<String> put(ObjectId object, byte[] share) {
        return send(
                putRequest(object.toString(), HttpRequest.BodyPublishers.ofByteArray(share))
                        .build());
    }

    HttpResponse<String> get(String path) {
        return send(request(path).build());
    }

    HttpResponse<byte[]> getBytes(ObjectId object) {
        return send(
                request("/api/v1/shares/" + object).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(PATIENCE);
    }

    HttpResponse<String> send(HttpRequest request) {
        return send(request, HttpResponse.BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    static <T> T json(HttpResponse<String> answer, Class<T> type) {
        return JSON.readValue(answer.body(), type);
    }

    @Override
    public void close() {
        service.close();
        http.close();
    }
}
