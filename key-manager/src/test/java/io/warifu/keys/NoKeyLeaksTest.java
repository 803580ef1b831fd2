package io.warifu.keys;

import static io.warifu.keys.KeyManagerNetwork.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import io.warifu.keys.SecretSearch.Form;
import io.warifu.keys.SecretSearch.Found;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/**
 * Delivers keys and looks for them where none may ever be: in the databases and their write-ahead
 * log, in the logs, and in what the key managers say to each other.
 *
 * <p>Each place must hold a value that was planted there, by the same search, and the ids of the
 * keys where these belong; so no place is searched in vain.
 */
@ExtendWith(OutputCaptureExtension.class)
class NoKeyLeaksTest extends NetworkCase {

    private static final Logger LOG = LoggerFactory.getLogger(NoKeyLeaksTest.class);
    private static final int KEYS = 1000;
    private static final int KEYS_PER_ORDER = 50;
    private static final int KEY_BYTES = 16;

    /** Of what is found where nothing may be. */
    private static final int SHOWN = 8;

    /** Relayed over two paths and over one link, with and without the hybrid. */
    private static final List<Order> ORDERS =
            List.of(
                    new Order("kochi", "\"warifu_hybrid\":\"off\""),
                    new Order("kochi", "\"warifu_hybrid\":\"required\""),
                    new Order("koganei", "\"warifu_route\":\"direct\",\"warifu_hybrid\":\"off\""),
                    new Order("koganei", "\"warifu_hybrid\":\"required\""));

    /** Opened before the first key manager starts. */
    private final WriteAheadLog writeAheadLog = new WriteAheadLog();

    private final List<byte[]> keys = new ArrayList<>();
    private final List<UUID> ids = new ArrayList<>();

    private record Order(String site, String wishes) {}

    @Override
    protected String[] arguments() {
        return new String[] {PeerTraffic.ARGUMENT};
    }

    @AfterAll
    void closeLog() throws SQLException {
        writeAheadLog.close();
    }

    @Test
    void keepsNoneOfAThousandDeliveredKeysAnywhereAndAnAuditThatHolds(CapturedOutput console) {
        byte[] planted = new byte[KEY_BYTES];
        new SplittableRandom(10).nextBytes(planted);
        byte[] logged;
        try (LogRecording log = LogRecording.begin()) {
            for (int i = 0; keys.size() < KEYS; i++) {
                deliver(ORDERS.get(i % ORDERS.size()));
            }
            refuseWhatWasDelivered();
            plant(planted);
            logged = log.bytes();
        }
        byte[] printed = console.getAll().getBytes(StandardCharsets.UTF_8);
        byte[] traffic = traffic();
        byte[] tables = tables();
        byte[] records = writeAheadLog.records();

        SecretSearch forPlanted = new SecretSearch(List.of(planted));
        assertThat(forms(forPlanted, logged)).contains(Form.HEX, Form.BASE64);
        assertThat(forms(forPlanted, printed)).contains(Form.HEX, Form.BASE64);
        assertThat(forms(forPlanted, traffic)).contains(Form.RAW, Form.HEX, Form.BASE64);
        assertThat(forms(forPlanted, tables)).contains(Form.HEX);
        assertThat(forms(forPlanted, records)).contains(Form.RAW);
        // Of what a service itself says, and only in its details.
        assertThat(new String(logged, StandardCharsets.UTF_8)).contains("request refused");
        holdsWhatBelongsThere(traffic, tables, records);

        SecretSearch forKeys = new SecretSearch(keys);
        assertSoftly(all -> {
            findsNone(all, forKeys, "log", logged);
            findsNone(all, forKeys, "console", printed);
            findsNone(all, forKeys, "traffic", traffic);
            findsNone(all, forKeys, "tables", tables);
            findsNone(all, forKeys, "write-ahead log", records);
        });

        JsonNode audit = json(call("operator", "GET", "/admin/v1/audit/verification", null));
        assertThat(audit.get("whole").booleanValue()).isTrue();
        assertThat(audit.get("events").asLong()).isPositive();
    }

    private static void findsNone(
            SoftAssertions all, SecretSearch forKeys, String name, byte[] place) {
        long begin = System.nanoTime();
        List<Found> found = forKeys.in(place);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        LOG.info("searched the {}: {} bytes in {} ms", name, place.length, took.toMillis());
        all.assertThat(found.stream().limit(SHOWN).toList())
                .as("the first of %d keys in the %s", found.size(), name)
                .isEmpty();
    }

    /** The ids of all keys; a recording that loses bodies would not have them, nor answers. */
    private void holdsWhatBelongsThere(byte[] traffic, byte[] tables, byte[] records) {
        SecretSearch forIds =
                new SecretSearch(
                        ids.stream()
                                .map(id ->
                                        ByteBuffer.allocate(KEY_BYTES)
                                                .putLong(id.getMostSignificantBits())
                                                .putLong(id.getLeastSignificantBits())
                                                .array())
                                .toList());
        assertThat(found(forIds, traffic)).hasSize(KEYS);
        assertThat(found(forIds, records)).hasSize(KEYS);
        String rows = new String(tables, StandardCharsets.UTF_8);
        assertThat(ids).allMatch(id -> rows.contains(id.toString()));
        assertThat(new String(traffic, StandardCharsets.ISO_8859_1))
                .contains("POST /relay/v1/messages", "POST /relay/v1/hybrid-epochs")
                .contains("{\"voided\":0}");
    }

    private void deliver(Order order) {
        String body =
                "{\"number\":%d,\"size\":%d,\"extension_mandatory\":[{%s}]}"
                        .formatted(KEYS_PER_ORDER, KEY_BYTES * Byte.SIZE, order.wishes());
        String path = "/api/v1/keys/gateway-" + order.site() + "/enc_keys";
        HttpResponse<String> made =
                network().call("gateway-tokyo", "POST", network().address("tokyo") + path, body);
        if (made.statusCode() == 503) {
            network().fillAll();
            return;
        }
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        JsonNode container = json(made);
        List<UUID> some = new ArrayList<>();
        for (JsonNode key : container.get("keys")) {
            keys.add(Base64.getDecoder().decode(key.get("key").stringValue()));
            some.add(UUID.fromString(key.get("key_ID").stringValue()));
        }
        ids.addAll(some);
        HttpResponse<String> fetched = fetch(order.site(), some);
        assertThat(values(json(fetched))).isEqualTo(values(container));
    }

    /** A refusal is an occasion to say too much. */
    private void refuseWhatWasDelivered() {
        List<UUID> last = ids.subList(KEYS - 1, KEYS);
        for (String site : List.of("kochi", "koganei")) {
            assertThat(fetch(site, last).statusCode()).isIn(400, 404);
        }
        String url = network().address("tokyo") + "/api/v1/keys/gateway-kochi/enc_keys";
        String tooMuch = " ".repeat(600 * 1024);
        assertThat(network().call("gateway-tokyo", "POST", url, tooMuch).statusCode())
                .isEqualTo(400);
    }

    private HttpResponse<String> fetch(String site, List<UUID> some) {
        String wanted =
                some.stream()
                        .map(id -> "{\"key_ID\":\"" + id + "\"}")
                        .collect(Collectors.joining(",", "{\"key_IDs\":[", "]}"));
        String url = network().address(site) + "/api/v1/keys/gateway-tokyo/dec_keys";
        return network().call("gateway-" + site, "POST", url, wanted);
    }

    private static List<String> values(JsonNode container) {
        List<String> values = new ArrayList<>();
        container.get("keys").forEach(key -> values.add(key.get("key").stringValue()));
        return values;
    }

    /** Leaves the value in every place that is searched, in the way a key would get there. */
    private void plant(byte[] planted) {
        String hex = HexFormat.of().withUpperCase().formatHex(planted);
        String base64 = Base64.getUrlEncoder().encodeToString(planted);
        LOG.info("planted {}", hex, new IllegalStateException(base64));
        JdbcTemplate jdbc = jdbc("tokyo");
        jdbc.execute("create table planted (value bytea)");
        jdbc.update("insert into planted values (?)", planted);
        call("kme-koganei", "POST", "/relay/v1/" + hex, "{}");
        String voids = "{\"ids\":[\"%s\"],\"reason\":\"%s\"}".formatted(UUID.randomUUID(), base64);
        assertThat(call("kme-koganei", "POST", "/relay/v1/voids", voids).statusCode())
                .isEqualTo(200);
        HttpRequest notARelayMessage =
                HttpRequest.newBuilder(
                                URI.create(network().peerAddress("tokyo") + "/relay/v1/messages"))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(planted))
                        .build();
        assertThat(network().send("kme-koganei", notARelayMessage).statusCode()).isEqualTo(400);
    }

    private byte[] traffic() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String site : KeyManagerNetwork.SITES) {
            byte[] heard = network().context(site).getBean(PeerTraffic.class).bytes();
            assertThat(heard).as(site).isNotEmpty();
            all.writeBytes(heard);
        }
        return all.toByteArray();
    }

    /** Every row of every table as text; bytes are in hexadecimal digits there. */
    private byte[] tables() {
        StringBuilder text = new StringBuilder();
        for (String site : KeyManagerNetwork.SITES) {
            int before = text.length();
            for (String table :
                    jdbc(site)
                            .queryForList(
                                    "select table_name from information_schema.tables"
                                            + " where table_schema = 'public'",
                                    String.class)) {
                jdbc(site)
                        .query(
                                "select t::text from " + table + " t",
                                row -> {
                                    text.append(row.getString(1)).append('\n');
                                });
            }
            assertThat(text.length() - before).as(site).isGreaterThan(1000);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private JdbcTemplate jdbc(String site) {
        return network().context(site).getBean(JdbcTemplate.class);
    }

    private HttpResponse<String> call(
            String who, String method, String path, @Nullable String body) {
        return network().call(who, method, network().peerAddress("tokyo") + path, body);
    }

    private static Set<Integer> found(SecretSearch search, byte[] place) {
        return search.in(place).stream().map(Found::secret).collect(Collectors.toSet());
    }

    private static Set<Form> forms(SecretSearch search, byte[] place) {
        return search.in(place).stream().map(Found::form).collect(Collectors.toSet());
    }
}
