package io.warifu.shares;

import static io.warifu.shares.ShareStoreFixture.json;
import static io.warifu.shares.ShareStoreFixture.newId;
import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.kernel.id.ObjectId;
import io.warifu.sharing.ShareCodec;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything a share server says no to, through its front door. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShareStoreRefusalsTest {

    private static final int SECRET_BYTES = 40;

    private ShareStoreFixture server;

    @BeforeAll
    void start(@TempDir Path folder) {
        server = new ShareStoreFixture(folder);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "magic, 0, 58",
        "version, 3, 32",
        "scheme, 4, 03",
        "field, 5, 1B",
        "k, 6, 01",
        "n, 7, 02",
        "point of another server, 8, 03",
        "point zero, 8, 00",
        "point beyond n, 8, 06",
        "epoch, 9, 80",
        "object id, 13, FF",
        "chunk, 48, 01",
        "secret length, 60, 29",
        "tag type, 61, 01",
        "key id, 70, 01",
    })
    void refusesAShareWithAWrongField(String field, int offset, String value) {
        ObjectId object = newId();
        byte[] share = server.newShare(object, SECRET_BYTES);
        byte wrong = HexFormat.of().parseHex(value)[0];
        share[offset] = share[offset] == wrong ? (byte) ~wrong : wrong;
        requireProblem(server.put(object, share), 400, "SHARE_MALFORMED");
        requireProblem(server.get("/api/v1/shares/" + object), 404, "SHARE_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 87, 88, 175, 177})
    void refusesAShareOfAnotherLengthThanItTells(int length) {
        ObjectId object = newId();
        byte[] cut = Arrays.copyOf(server.newShare(object, SECRET_BYTES), length);
        requireProblem(server.put(object, cut), 400, "SHARE_MALFORMED");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "Warifu-Owner, TOKYO",
        "Warifu-Owner, ''",
        "Warifu-Kind, PICTURE",
        "Warifu-Kind, record",
        "Warifu-Kind, CATALOGUE",
        "Warifu-Audience, EVERYBODY",
        "Warifu-Pseudonym, 1-1-1-1-1",
        "Warifu-Pseudonym, taro",
        "Warifu-Pseudonym, ''",
    })
    void refusesLabelsThatAreUnknownOrDoNotFit(String header, String value) {
        ObjectId object = newId();
        HttpRequest request =
                server.putRequest(object.toString(), body(object)).setHeader(header, value).build();
        requireProblem(server.send(request), 400, "SHARE_MALFORMED");
    }

    @Test
    void refusesMissingLabels() {
        ObjectId object = newId();
        HttpRequest request =
                server.request("/api/v1/shares/" + object)
                        .setHeader("Content-Type", "application/octet-stream")
                        .PUT(body(object))
                        .build();
        requireProblem(server.send(request), 400, "SHARE_MALFORMED");
    }

    @Test
    void refusesARecordWithoutPseudonym() {
        ObjectId object = newId();
        HttpRequest request =
                server.request("/api/v1/shares/" + object)
                        .setHeader("Content-Type", "application/octet-stream")
                        .setHeader("Warifu-Owner", "tokyo")
                        .setHeader("Warifu-Kind", "RECORD")
                        .setHeader("Warifu-Audience", "OWNER")
                        .PUT(body(object))
                        .build();
        requireProblem(server.send(request), 400, "SHARE_MALFORMED");
    }

    @Test
    void refusesAnotherMediaType() {
        ObjectId object = newId();
        HttpRequest request =
                server.putRequest(object.toString(), body(object))
                        .setHeader("Content-Type", "application/json")
                        .build();
        requireProblem(server.send(request), 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void refusesAnotherShareUnderTheSameId() {
        ObjectId object = newId();
        assertThat(server.put(object, server.newShare(object, SECRET_BYTES)).statusCode())
                .isEqualTo(201);
        requireProblem(
                server.put(object, server.newShare(object, SECRET_BYTES)), 409, "SHARE_CONFLICT");
    }

    @Test
    void refusesABodyThatAnnouncesTooMuch() {
        ObjectId object = newId();
        byte[] large = new byte[ShareCodec.MAX_SHARE_BYTES + 1];
        requireProblem(server.put(object, large), 413, "PAYLOAD_TOO_LARGE");
    }

    @Test
    void refusesABodyThatGoesOnUnannounced() {
        ObjectId object = newId();
        byte[] large = new byte[ShareCodec.MAX_SHARE_BYTES + 1];
        HttpRequest request =
                server.putRequest(
                                object.toString(),
                                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                        .build();
        requireProblem(server.send(request), 413, "PAYLOAD_TOO_LARGE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1-1-1-1-1", "00112233-4455-6677-8899-aabbccddeef"})
    void refusesAnIdThatIsNone(String id) {
        requireProblem(server.get("/api/v1/shares/" + id), 400, "BAD_REQUEST");
        HttpRequest put = server.putRequest(id, BodyPublishers.ofByteArray(new byte[3])).build();
        requireProblem(server.send(put), 400, "BAD_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "after=-1",
                "after=x",
                "limit=0",
                "limit=10001",
                "limit=99999999999",
                "kind=PICTURE",
                "owner=TOKYO"
            })
    void refusesSenselessListings(String query) {
        requireProblem(server.get("/api/v1/shares?" + query), 400, "BAD_REQUEST");
    }

    @Test
    void refusesUnknownAddressesAndMethods() {
        requireProblem(server.get("/api/v1/other"), 404, "NOT_FOUND");
        HttpRequest delete = server.request("/api/v1/shares/" + newId()).DELETE().build();
        requireProblem(server.send(delete), 405, "METHOD_NOT_ALLOWED");
    }

    @Test
    void saysSoWhileTheDatabaseIsAwayAndGoesOnAfterwards() throws Exception {
        ObjectId object = newId();
        byte[] share = server.newShare(object, SECRET_BYTES);
        String url = server.database().url();
        String name = url.substring(url.lastIndexOf('/') + 1).replaceAll("\\?.*", "");
        try (Connection admin = adminConnection(url, name);
                Statement statement = admin.createStatement()) {
            statement.execute("alter database " + name + " allow_connections false");
            statement.execute(
                    "select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = '"
                            + name
                            + "'");
            requireProblem(server.put(object, share), 503, "UNAVAILABLE");
            requireProblem(server.get("/api/v1/shares/" + object), 503, "UNAVAILABLE");
            assertThat(server.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
            assertThat(server.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
            statement.execute("alter database " + name + " allow_connections true");
        }
        assertThat(untilPut(object, share)).isEqualTo(201);
    }

    private Connection adminConnection(String url, String name) throws Exception {
        return DriverManager.getConnection(
                url.replace("/" + name, "/template1"),
                server.database().username(),
                server.database().password());
    }

    /** The pool takes a moment to notice that the database is back. */
    private int untilPut(ObjectId object, byte[] share) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        int status = server.put(object, share).statusCode();
        while (status == 503 && System.nanoTime() < deadline) {
            status = server.put(object, share).statusCode();
        }
        return status;
    }

    private HttpRequest.BodyPublisher body(ObjectId object) {
        return BodyPublishers.ofByteArray(server.newShare(object, SECRET_BYTES));
    }

    private static void requireProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        assertThat(json(answer).path("code").asString()).isEqualTo(code);
        assertThat(json(answer).path("type").asString()).isEqualTo("urn:warifu:problem:" + code);
    }
}
