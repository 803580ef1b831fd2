package io.warifu.keys;

import static io.warifu.keys.KeyManagerNetwork.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.enrolment.SaeId;
import io.warifu.keys.hybrid.EndToEnd;
import io.warifu.keys.hybrid.HybridContext;
import io.warifu.keys.pool.KeyBlock;
import io.warifu.servicekit.TestPki;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Key managers through their front doors: mutual TLS, real PostgreSQL, real relay. */
class KeyManagerNetworkTest extends NetworkCase {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String NOT_FOUND = "one or more keys specified are not found on KME";

    // ---- who may call

    @Test
    void hearsNobodyWithoutACertificateOfItsAuthority() {
        TestPki.Identity foreign = new TestPki().identity("gateway-tokyo", "urn:sae:gateway-tokyo");
        try (HttpClient none = HttpClient.newBuilder().sslContext(foreign.sslContext()).build()) {
            for (String address :
                    List.of(network().address("tokyo"), network().peerAddress("tokyo"))) {
                assertThatThrownBy(() ->
                                none.send(
                                        HttpRequest.newBuilder(URI.create(address)).build(),
                                        HttpResponse.BodyHandlers.discarding()))
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void hearsNoSaeThatIsNotEnrolledForThisSiteWhateverItsNameAndHeaders() {
        for (String who : List.of("stranger", "gateway-kochi", "kme-koganei", "operator")) {
            HttpResponse<String> answer =
                    call(
                            who,
                            "GET",
                            network().address("tokyo") + "/api/v1/keys/second-tokyo/status",
                            null);
            assertThat(answer.statusCode()).as(who).isEqualTo(401);
            assertThat(json(answer).get("message").stringValue()).isNotBlank();
        }
    }

    @Test
    void showsTheAddressesOfOnePortOnThatPortOnly() {
        String delivery = network().address("tokyo");
        String peer = network().peerAddress("tokyo");
        for (String path :
                List.of(
                        "/admin/v1/saes",
                        "/qkd/v1/links/tokyo/koganei",
                        "/relay/v1/messages",
                        "/actuator/health")) {
            assertThat(call("gateway-tokyo", "GET", delivery + path, null).statusCode())
                    .isEqualTo(404);
            assertThat(call("operator", "GET", delivery + path, null).statusCode()).isEqualTo(401);
        }
        for (String who : List.of("gateway-tokyo", "operator", "kme-koganei")) {
            assertThat(
                            call(who, "GET", peer + "/api/v1/keys/second-tokyo/status", null)
                                    .statusCode())
                    .isIn(401, 403);
        }
        assertThat(
                        call("qkd-koganei", "GET", peer + "/qkd/v1/links/tokyo/koganei", null)
                                .statusCode())
                .isEqualTo(401);
        assertThat(call("operator", "GET", peer + "/qkd/v1/links/tokyo/koganei", null).statusCode())
                .isEqualTo(403);
        assertThat(call("qkd-tokyo", "POST", peer + "/relay/v1/messages", "{}").statusCode())
                .isEqualTo(403);
        assertThat(call("kme-koganei", "GET", peer + "/admin/v1/saes", null).statusCode())
                .isEqualTo(403);
    }

    @Test
    void enrolsAnSaeForTheOperator() {
        String url = network().peerAddress("nagoya") + "/admin/v1/saes";
        String sha = network().identity("stranger").sha256();
        String entry = "{\"id\":\"new-nagoya\",\"site\":\"nagoya\",\"sha256\":\"%s\"}";
        assertThat(call("operator", "POST", url, "{}").statusCode()).isEqualTo(400);
        assertThat(call("operator", "POST", url, entry.formatted("xyz")).statusCode())
                .isEqualTo(400);
        String taken = entry.formatted(network().identity("gateway-nagoya").sha256());
        assertThat(call("operator", "POST", url, taken).statusCode()).isEqualTo(409);
        assertThat(call("operator", "POST", url, entry.formatted(sha)).statusCode()).isEqualTo(201);
        assertThat(call("operator", "POST", url, entry.formatted(sha)).statusCode()).isEqualTo(200);
        assertThat(call("operator", "GET", url, null).body()).contains("new-nagoya", sha);
        String status = network().address("nagoya") + "/api/v1/keys/gateway-kochi/status";
        assertThat(call("stranger", "GET", status, null).statusCode()).isEqualTo(200);
    }

    @Test
    void revokesAnSaeForTheOperatorAtOnceAndForGood() {
        String url = network().peerAddress("koganei") + "/admin/v1/saes";
        String sha = network().identity("spare").sha256();
        String entry = "{\"id\":\"spare\",\"site\":\"koganei\",\"sha256\":\"%s\"}".formatted(sha);
        String status = network().address("koganei") + "/api/v1/keys/gateway-kochi/status";
        assertThat(call("operator", "POST", url, entry).statusCode()).isEqualTo(201);
        assertThat(call("spare", "GET", status, null).statusCode()).isEqualTo(200);

        assertThat(call("operator", "POST", url + "/nobody/revoke", "").statusCode())
                .isEqualTo(404);
        assertThat(call("kme-tokyo", "POST", url + "/spare/revoke", "").statusCode())
                .isEqualTo(403);
        for (int i = 0; i < 2; i++) {
            JsonNode revoked = json(call("operator", "POST", url + "/spare/revoke", ""));
            assertThat(revoked.get("state").stringValue()).isEqualTo("revoked");
            assertThat(revoked.get("revokedAt").stringValue()).isNotBlank();
        }
        // The connection is still open; the certificate does not count on it any more.
        assertThat(call("spare", "GET", status, null).statusCode()).isEqualTo(401);
        assertThat(call("operator", "POST", url, entry).statusCode()).isEqualTo(409);
        network().stop("koganei");
        network().start("koganei");
        assertThat(call("spare", "GET", status, null).statusCode()).isEqualTo(401);
        String slave = network().address("koganei") + "/api/v1/keys/spare/status";
        assertThat(call("gateway-koganei", "GET", slave, null).statusCode()).isEqualTo(400);
        assertThat(call("operator", "GET", url, null).body())
                .contains("\"state\":\"revoked\"", "\"state\":\"enrolled\"");
    }

    @Test
    void agreesOnHybridEpochsWithAnotherSite() {
        EndToEnd tokyo = network().context("tokyo").getBean(EndToEnd.class);
        EndToEnd kochi = network().context("kochi").getBean(EndToEnd.class);
        SiteId source = new SiteId("tokyo");
        SiteId destination = new SiteId("kochi");
        UUID epoch = tokyo.epochWith(destination, 1).orElseThrow();
        HybridContext context =
                new HybridContext(
                        UUID.randomUUID(),
                        new SaeId("gateway-tokyo"),
                        List.of(new SaeId("gateway-kochi")),
                        source,
                        destination,
                        256);
        try (SecretBytes here = tokyo.mask(epoch, context);
                SecretBytes there = kochi.mask(epoch, context)) {
            assertThat(here.sameAs(there)).isTrue();
        }
        assertThat(tokyo.epochWith(new SiteId("nowhere"), 1)).isEmpty();
        String url = network().peerAddress("kochi") + "/relay/v1/hybrid-epochs";
        for (String body :
                List.of("{}", "{\"version\":1}", "{\"version\":1,\"epoch\":\"" + epoch + "\"}")) {
            assertThat(call("kme-tokyo", "POST", url, body).statusCode()).isEqualTo(400);
        }
        assertThat(call("gateway-kochi", "POST", url, "{}").statusCode()).isIn(401, 403);
    }

    // ---- bad requests

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST gateway-kochi/enc_keys {\"number\":0}",
                "POST gateway-kochi/enc_keys {\"number\":-1}",
                "POST gateway-kochi/enc_keys {\"number\":129}",
                "POST gateway-kochi/enc_keys {\"number\":\"2\"}",
                "POST gateway-kochi/enc_keys {\"number\":true}",
                "POST gateway-kochi/enc_keys {\"number\":1.5}",
                "POST gateway-kochi/enc_keys {\"number\":99999999999}",
                "POST gateway-kochi/enc_keys {\"size\":56}",
                "POST gateway-kochi/enc_keys {\"size\":4104}",
                "POST gateway-kochi/enc_keys {\"size\":100}",
                "POST gateway-kochi/enc_keys {\"number\":1,\"number\":2}",
                "POST gateway-kochi/enc_keys [1]",
                "POST gateway-kochi/enc_keys {\"number\":",
                "POST gateway-kochi/enc_keys {} {}",
                "POST gateway-kochi/enc_keys {\"additional_slave_SAE_IDs\":[]}",
                "POST gateway-kochi/enc_keys {\"extension_mandatory\":\"all\"}",
                "POST gateway-kochi/enc_keys {\"extension_optional\":[1]}",
                "GET gateway-kochi/enc_keys?number=abc",
                "GET gateway-kochi/enc_keys?number=1&number=2",
                "GET gateway-kochi/enc_keys?size=65",
                "GET gateway-kochi/enc_keys?additional_slave_SAE_IDs=gateway-nagoya",
                "GET gateway-tokyo/enc_keys",
                "GET nobody/enc_keys",
                "GET %20/enc_keys",
                "DELETE gateway-kochi/enc_keys",
                "GET gateway-kochi/keys",
                "GET gateway-kochi/dec_keys",
                "GET gateway-kochi/dec_keys?key_ID=17",
                "GET gateway-tokyo/dec_keys?key_ID=2b3a6a3e-0d0c-4d6f-8a43-3ad7f8f8a001",
                "POST gateway-kochi/dec_keys",
                "POST gateway-kochi/dec_keys {\"key_IDs\":[]}",
                "POST gateway-kochi/dec_keys {\"key_IDs\":[\"2b3a6a3e-0d0c-4d6f-8a43-3ad7f8f8a001\"]}",
                "POST gateway-kochi/dec_keys {\"key_IDs\":{}}"
            })
    void refusesWhatIsMalformedAndConsumesNothing(String request) {
        String[] parts = request.split(" ", 3);
        JsonNode before = status("tokyo");
        HttpResponse<String> answer =
                call(
                        "gateway-tokyo",
                        parts[0],
                        network().address("tokyo") + "/api/v1/keys/" + parts[1],
                        parts.length > 2 ? parts[2] : null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(json(answer).get("message").stringValue()).isNotBlank();
        assertThat(json(answer).has("details")).isFalse();
        assertThat(status("tokyo")).isEqualTo(before);
    }

    @Test
    void saysTheStandardsWords() {
        assertThat(enc("tokyo", "kochi", "{\"size\":65}").body())
                .contains("size shall be a multiple of 8");
        assertThat(enc("tokyo", "kochi", "{\"extension_mandatory\":[{\"a\":1}]}").body())
                .contains("not all extension_mandatory parameters are supported");
        assertThat(dec("kochi", "tokyo", "2b3a6a3e-0d0c-4d6f-8a43-3ad7f8f8a001").body())
                .contains(NOT_FOUND);
    }

    // ---- delivery

    @Test
    void deliversEachKeyOnceToTheSlaveOfANeighbouringSite() {
        List<JsonNode> keys = keys(enc("tokyo", "koganei", "{\"number\":8,\"size\":512}"));
        assertThat(keys).hasSize(8);
        String[] reversed =
                keys.reversed().stream().map(KeyManagerNetworkTest::id).toArray(String[]::new);
        assertThat(keys(dec("koganei", "tokyo", reversed))).isEqualTo(keys.reversed());
        HttpResponse<String> again = dec("koganei", "tokyo", reversed[0]);
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(json(again).get("message").stringValue()).isEqualTo(NOT_FOUND);
    }

    @Test
    void relaysOverATrustedNodeAndTakesRequestsByGetToo() {
        long waitingBetween = waiting("koganei") + waiting("nagoya");
        String url = network().address("tokyo") + "/api/v1/keys/gateway-kochi/enc_keys";
        List<JsonNode> keys = keys(call("gateway-tokyo", "GET", url + "?number=1&size=128", null));
        String id = id(keys.getFirst());
        assertThat(id)
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        String dec =
                network().address("kochi")
                        + "/api/v1/keys/gateway-tokyo/dec_keys?key_ID="
                        + id.toUpperCase(Locale.ROOT);
        assertThat(keys(call("gateway-kochi", "GET", dec, null))).isEqualTo(keys);
        assertThat(waiting("koganei") + waiting("nagoya")).isEqualTo(waitingBetween);
    }

    @Test
    void servesMasterAndSlaveOfTheSameSite() {
        String url = network().address("tokyo") + "/api/v1/keys/";
        List<JsonNode> keys =
                keys(call("gateway-tokyo", "POST", url + "second-tokyo/enc_keys", ""));
        assertThat(keys).hasSize(1);
        String dec = url + "gateway-tokyo/dec_keys?key_ID=" + id(keys.getFirst());
        assertThat(keys(call("second-tokyo", "GET", dec, null))).isEqualTo(keys);
    }

    @Test
    void refusesASaeThatWasNotNamedAndServesTheRightOneAfterwards() {
        String toSecond = network().address("tokyo") + "/api/v1/keys/second-tokyo/enc_keys";
        String foreign = id(keys(call("gateway-tokyo", "POST", toSecond, null)).getFirst());
        String mine = id(keys(enc("koganei", "tokyo", "{}")).getFirst());
        assertThat(dec("tokyo", "koganei", foreign).statusCode()).isEqualTo(401);
        HttpResponse<String> mixed = dec("tokyo", "koganei", mine, foreign);
        assertThat(mixed.statusCode()).isEqualTo(401);
        assertThat(json(mixed).get("message").stringValue()).isNotBlank();
        assertThat(
                        dec("tokyo", "koganei", mine, "2b3a6a3e-0d0c-4d6f-8a43-3ad7f8f8a001")
                                .statusCode())
                .isEqualTo(400);
        assertThat(dec("tokyo", "koganei", mine).statusCode()).isEqualTo(200);
    }

    @Test
    void reportsTheElevenMembersOfStatus() {
        String url = network().address("tokyo") + "/api/v1/keys/gateway-kochi/status";
        JsonNode status = json(call("gateway-tokyo", "GET", url, null));
        assertThat(status.propertyNames()).hasSize(11);
        assertThat(status.get("source_KME_ID").stringValue()).isEqualTo("tokyo");
        assertThat(status.get("target_KME_ID").stringValue()).isEqualTo("kochi");
        assertThat(status.get("master_SAE_ID").stringValue()).isEqualTo("gateway-tokyo");
        assertThat(status.get("max_SAE_ID_count").intValue()).isPositive();
        assertThat(status.get("stored_key_count").intValue())
                .isPositive()
                .isLessThanOrEqualTo(status.get("max_key_count").intValue());
    }

    @Test
    void givesOneOfManyCallersAtOnceTheKeyAndManyMastersDifferentKeys() {
        Set<String> ids = new HashSet<>();
        Set<String> bytes = new HashSet<>();
        for (HttpResponse<String> answer :
                Parallel.run(64, () -> enc("tokyo", "kochi", "{\"number\":2}"))) {
            for (JsonNode key : keys(answer)) {
                ids.add(id(key));
                bytes.add(key.get("key").stringValue());
            }
        }
        assertThat(ids).hasSize(128);
        assertThat(bytes).hasSize(128);
        String contested = ids.iterator().next();
        List<Integer> statuses =
                Parallel.run(32, () -> dec("kochi", "tokyo", contested).statusCode());
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(1);
        assertThat(statuses.stream().filter(status -> status == 400)).hasSize(31);
    }

    // ---- faults

    @Test
    void refusesWhenThePoolIsTooSmall() {
        HttpResponse<String> answer = enc("tokyo", "kochi", "{\"number\":128,\"size\":4096}");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).isPresent();
        JsonNode details = json(answer).get("details").get(0);
        assertThat(details.get("requested").asLong()).isEqualTo(128 * 4096);
        assertThat(details.get("available").asLong()).isPositive();
    }

    @Test
    void goesRoundALinkInAlarmAtEitherEnd() {
        for (String end : List.of("tokyo", "koganei")) {
            network().alarm(end, "tokyo", "koganei", true);
            try {
                List<JsonNode> keys = keys(enc("tokyo", "koganei", "{}"));
                assertThat(keys(dec("koganei", "tokyo", id(keys.getFirst())))).isEqualTo(keys);
            } finally {
                network().alarm(end, "tokyo", "koganei", false);
            }
        }
    }

    @Test
    void refusesWhenEveryLinkIsInAlarm() {
        network().alarm("tokyo", "tokyo", "koganei", true);
        network().alarm("tokyo", "tokyo", "nagoya", true);
        try {
            assertThat(enc("tokyo", "kochi", "{}").statusCode()).isEqualTo(503);
        } finally {
            network().alarm("tokyo", "tokyo", "koganei", false);
            network().alarm("tokyo", "tokyo", "nagoya", false);
        }
    }

    @Test
    void issuesNothingWhenThePeerIsDownAndKeepsWaitingKeysOverARestart() {
        List<JsonNode> keys = keys(enc("tokyo", "kochi", "{\"number\":5}"));
        long before = waiting("kochi");
        network().stop("kochi");
        try {
            assertThat(enc("tokyo", "kochi", "{}").statusCode()).isEqualTo(503);
            awaitKeys("koganei", "tokyo");
        } finally {
            network().start("kochi");
        }
        assertThat(waiting("kochi")).isEqualTo(before);
        String[] ids = keys.stream().map(KeyManagerNetworkTest::id).toArray(String[]::new);
        assertThat(keys(dec("kochi", "tokyo", ids))).isEqualTo(keys);
    }

    /** The end of an alarm at the other end of a link is heard within seconds, not at once. */
    private void awaitKeys(String master, String slave) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (enc(master, slave, "{}").statusCode() != 200) {
            assertThat(System.nanoTime()).as("%s gets keys", master).isLessThan(deadline);
        }
    }

    @Test
    void refusesAMalformedRelayMessage() {
        String url = network().peerAddress("tokyo") + "/relay/v1/";
        for (String body : List.of("", "{}", "null", "[]", "{\"version\":1}")) {
            assertThat(call("kme-koganei", "POST", url + "messages", body).statusCode())
                    .isEqualTo(400);
        }
        assertThat(
                        call("kme-koganei", "POST", url + "voids", "{\"ids\":[],\"reason\":\"\"}")
                                .statusCode())
                .isEqualTo(400);
    }

    // ---- intake and operations

    @Test
    void takesABlockOnceAndRefusesOtherContent() {
        String link = network().peerAddress("tokyo") + "/qkd/v1/links/tokyo/koganei";
        HttpResponse<String> full =
                call("qkd-tokyo", "PUT", link + "/blocks/5000", LinkFiller.block(5000, 1));
        assertThat(full.statusCode()).isEqualTo(503);
        assertThat(full.body()).contains("KEYS_STOCK_FULL");
        assertThat(enc("tokyo", "koganei", "{\"number\":40}").statusCode()).isEqualTo(200);
        long next = json(call("qkd-tokyo", "GET", link, null)).get("nextSequence").asLong();
        String url = link + "/blocks/" + next;
        String block = LinkFiller.block(next, 1);
        assertThat(call("qkd-tokyo", "PUT", url, "{}").statusCode()).isEqualTo(400);
        assertThat(call("qkd-tokyo", "PUT", url, block.replace("8192", "8184")).statusCode())
                .isEqualTo(400);
        assertThat(call("qkd-tokyo", "PUT", link + "/blocks/x", block).statusCode()).isEqualTo(400);
        assertThat(call("qkd-tokyo", "PUT", url, block).statusCode()).isEqualTo(201);
        assertThat(call("qkd-tokyo", "PUT", url, block).statusCode()).isEqualTo(200);
        // The other end gets it too: a block that one end lacks waits for it.
        String there = network().peerAddress("koganei") + "/qkd/v1/links/tokyo/koganei/blocks/";
        assertThat(call("qkd-koganei", "PUT", there + next, block).statusCode()).isEqualTo(201);
        String other = LinkFiller.block(next, 2);
        assertThat(call("qkd-tokyo", "PUT", url, other).statusCode()).isEqualTo(409);
        String foreign = network().peerAddress("tokyo") + "/qkd/v1/links/nagoya/kochi";
        assertThat(call("qkd-tokyo", "GET", foreign, null).statusCode()).isEqualTo(404);
    }

    @Test
    void readsTheLargestBlockAndRefusesOneByteMore() {
        String url = network().peerAddress("tokyo") + "/qkd/v1/links/tokyo/koganei/blocks/9000";
        String tooLong = Base64.getEncoder().encodeToString(new byte[KeyBlock.MAX_BYTES + 1]);
        String body =
                "{\"blockId\":\"%s\",\"bits\":%d,\"key\":\"%s\",\"qber\":0.02}"
                        .formatted(new UUID(9, 9), 8L * (KeyBlock.MAX_BYTES + 1), tooLong);
        // The body as such is short enough: it is read, and the block in it refused.
        assertThat(call("qkd-tokyo", "PUT", url, body).statusCode()).isEqualTo(400);
        assertThat(call("qkd-tokyo", "PUT", url, body + " ".repeat(200_000)).statusCode())
                .isEqualTo(413);
    }

    @Test
    void showsHealthMetricsAndStockOnTheManagementPort() {
        String base = network().managementAddress("tokyo") + "/actuator/";
        for (String path : List.of("health", "health/liveness", "health/readiness")) {
            assertThat(json(call("operator", "GET", base + path, null)).get("status").stringValue())
                    .isEqualTo("UP");
        }
        assertThat(call("operator", "GET", base + "prometheus", null).body())
                .contains("warifu_keys_stock_bits{", "warifu_keys_waiting");
        JsonNode links = status("tokyo").get("links");
        assertThat(links).hasSize(2);
        assertThat(links.get(0).get("stockBits").asLong())
                .isEqualTo(KeyManagerNetwork.CAPACITY_BITS);
    }

    @Test
    void answersInJsonWhatTheContainerRefuses() {
        for (String base : List.of(network().address("tokyo"), network().peerAddress("tokyo"))) {
            HttpResponse<String> answer =
                    call("gateway-tokyo", "GET", base + "/api/v1/keys/a%2fb/status", null);
            assertThat(answer.statusCode()).isIn(400, 401);
            assertThat(answer.headers().firstValue("content-type").orElse("")).contains("json");
        }
    }

    private HttpResponse<String> call(
            String who, String method, String url, @Nullable String body) {
        return network().call(who, method, url, body);
    }

    private HttpResponse<String> enc(String from, String to, String body) {
        String url = network().address(from) + "/api/v1/keys/gateway-" + to + "/enc_keys";
        return call("gateway-" + from, "POST", url, body);
    }

    private HttpResponse<String> dec(String at, String master, String... ids) {
        List<String> entries = new ArrayList<>();
        for (String id : ids) {
            entries.add("{\"key_ID\":\"" + id + "\",\"extra\":1}");
        }
        String body = "{\"key_IDs\":[" + String.join(",", entries) + "]}";
        String url = network().address(at) + "/api/v1/keys/gateway-" + master + "/dec_keys";
        return call("gateway-" + at, "POST", url, body);
    }

    private JsonNode status(String site) {
        return json(
                call(
                        "operator",
                        "GET",
                        network().managementAddress(site) + "/actuator/warifukeys",
                        null));
    }

    private long waiting(String site) {
        return status(site).get("waitingKeys").asLong();
    }

    private static List<JsonNode> keys(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        List<JsonNode> keys = new ArrayList<>();
        json(answer).get("keys").forEach(keys::add);
        return keys;
    }

    private static String id(JsonNode key) {
        return key.get("key_ID").stringValue();
    }
}
