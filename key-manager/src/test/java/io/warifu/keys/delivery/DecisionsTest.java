package io.warifu.keys.delivery;

import static io.warifu.keys.Answers.assertRefused;
import static io.warifu.keys.Answers.bytes;
import static io.warifu.keys.Answers.id;
import static io.warifu.keys.Answers.keys;
import static io.warifu.keys.Answers.message;
import static io.warifu.keys.delivery.DeliveryServers.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.keys.RawHttps;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * What this key manager decided where ETSI GS QKD 014 leaves room or is read in several ways; the
 * numbers are those of the table in docs/protocols.md.
 */
class DecisionsTest extends DeliveryCase {

    private static final String NOT_FOUND = "one or more keys specified are not found on KME";
    private static final String UNKNOWN = "2b3a6a3e-0d0c-4d6f-8a43-3ad7f8f8a001";

    @BeforeEach
    void refill() {
        servers().supply().stock(Long.MAX_VALUE);
        servers().supply().reachable(true);
    }

    @Test
    void decision01GivesAKeyToEachEntitledSaeOnce() {
        String id = id(keys(enc("kochi", "{}")).getFirst());
        assertThat(dec(id).statusCode()).isEqualTo(200);
        assertRefused(dec(id), 400, NOT_FOUND);
    }

    @Test
    void decision02RefusesAnUnknownIdWith400() {
        assertRefused(dec(UNKNOWN), 400, NOT_FOUND);
    }

    @Test
    void decision03RefusesTheKeyOfAnotherSaeWith401AndAMessage() {
        String id = id(keys(enc("kochi", "{}")).getFirst());
        HttpResponse<String> foreign = dec("third-kochi", "gateway-tokyo", id);
        assertThat(foreign.statusCode()).isEqualTo(401);
        assertThat(message(foreign)).doesNotContain(id);
        assertThat(dec(id).statusCode()).isEqualTo(200);
    }

    @Test
    void decision04RefusesGoodAndForeignIdsTogetherAndConsumesNothing() {
        String mine = id(keys(enc("kochi", "{}")).getFirst());
        String foreign =
                id(
                        keys(servers()
                                        .call(
                                                "gateway-tokyo",
                                                "tokyo",
                                                "/api/v1/keys/third-kochi/enc_keys",
                                                "{}"))
                                .getFirst());
        assertThat(dec("gateway-kochi", "gateway-tokyo", mine, foreign).statusCode())
                .isEqualTo(401);
        assertRefused(dec("gateway-kochi", "gateway-tokyo", mine, UNKNOWN), 400, NOT_FOUND);
        assertThat(dec(mine).statusCode()).isEqualTo(200);
        assertThat(dec("third-kochi", "gateway-tokyo", foreign).statusCode()).isEqualTo(200);
    }

    @Test
    void decision05TakesAPostWithoutBodyAsTheEmptyRequest() {
        for (String body : List.of("", " \r\n\t", "{}", "{\"number\":null}")) {
            List<JsonNode> keys = keys(enc("kochi", body));
            assertThat(keys).hasSize(1);
            assertThat(bytes(keys.getFirst())).hasSize(32);
        }
    }

    @Test
    void decision06TakesAQueryOnPostWhereTheBodyLacksTheMemberAndIgnoresABodyOnGet() {
        HttpResponse<String> mixed = enc("kochi", "?number=3&size=64&nonsense=1", "{\"size\":128}");
        assertThat(keys(mixed)).hasSize(3);
        assertThat(bytes(keys(mixed).getFirst())).hasSize(16);
        HttpRequest get =
                HttpRequest.newBuilder(
                                URI.create(
                                        servers()
                                                .url(
                                                        "tokyo",
                                                        "/api/v1/keys/gateway-kochi/enc_keys?number=2")))
                        .method("GET", HttpRequest.BodyPublishers.ofString("{\"number\":\"x\"}"))
                        .build();
        assertThat(keys(servers().send("gateway-tokyo", get))).hasSize(2);
    }

    @Test
    void decision07AnswersAPoolThatIsTooSmallWith503AndWhenToTryAgain() {
        servers().supply().stock(1000);
        HttpResponse<String> answer = enc("kochi", "{\"number\":4}");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(Integer.parseInt(answer.headers().firstValue("retry-after").orElse("")))
                .isPositive();
        JsonNode details = json(answer).get("details").get(0);
        // Of the 1000 bits a batch takes three keys of 256 for its tags.
        assertThat(details.get("available").asLong()).isEqualTo(1000 - 3 * 256);
        assertThat(details.get("requested").asLong()).isEqualTo(1024);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"number\":129}", "{\"number\":0}", "{\"number\":-1}", "{\"number\":\"2\"}",
                "{\"number\":true}", "{\"number\":1.5}", "{\"number\":[1]}", "{\"size\":56}",
                "{\"size\":4104}", "{\"size\":0}", "{\"size\":-256}", "{\"size\":\"256\"}",
                "{\"size\":false}", "{\"size\":256.5}", "{\"size\":99999999999999999999}"
            })
    void decision08RefusesNumbersAndSizesThatAreOutOfRangeOrNoIntegers(String body) {
        assertRefused(enc("kochi", body), 400, "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "\"third-kochi\"",
                "[\"third-kochi\",\"third-kochi\"]",
                "[\"gateway-kochi\"]",
                "[\"gateway-tokyo\"]",
                "[\" \"]",
                "[\"\"]",
                "[7]",
                "[\"nobody\"]"
            })
    void decision09RefusesAdditionalSlavesThatAreNoneOrNotNew(String slaves) {
        assertRefused(enc("kochi", "{\"additional_slave_SAE_IDs\":" + slaves + "}"), 400, "");
    }

    @Test
    void decision09TakesAsManyAdditionalSlavesAsTheStatusSaysAndNotOneMore() {
        int most = json(status("gateway-kochi")).get("max_SAE_ID_count").intValue();
        assertThat(most).isEqualTo(KeyLimits.MAX_ADDITIONAL_SLAVES);
        assertThat(enc("kochi", crowd(most)).statusCode()).isEqualTo(200);
        assertRefused(enc("kochi", crowd(most + 1)), 400, "max_SAE_ID_count");
    }

    @Test
    void decision10SendsNoDetailsWithValidationErrors() {
        long before = servers().supply().given();
        for (String body : List.of("{\"number\":0}", "{\"size\":65}", "[]", "{", "{\"x\":}")) {
            assertThat(json(enc("kochi", body)).propertyNames()).containsExactly("message");
        }
        for (HttpResponse<String> answer : List.of(dec(UNKNOWN), dec("x"))) {
            assertThat(json(answer).propertyNames()).containsExactly("message");
        }
        JsonNode details =
                json(enc("kochi", "{\"extension_mandatory\":[{\"abc_x\":1}]}")).get("details");
        assertThat(details.isArray()).isTrue();
        details.forEach(detail -> assertThat(detail.isObject()).isTrue());
        assertThat(servers().supply().given()).isEqualTo(before);
    }

    @Test
    void decision11AnswersInJsonToIdsInThePathThatAreBlankOrThatTheContainerRefuses()
            throws IOException {
        for (String slave : List.of("%20", "%09", "a%2fb", "a%5cb", "%zz", "..", "a;b", "%00")) {
            try (RawHttps connection = servers().raw("gateway-tokyo", "tokyo")) {
                RawHttps.Answer answer =
                        connection.exchange(
                                "GET /api/v1/keys/"
                                        + slave
                                        + "/enc_keys HTTP/1.1\r\nHost: localhost\r\n"
                                        + "Accept: text/html\r\n\r\n");
                assertThat(answer.status()).as(slave).isIn(400, 404);
                assertThat(answer.header("content-type")).as(slave).startsWith("application/json");
                assertThat(
                                DeliveryServers.JSON
                                        .readTree(answer.body())
                                        .get("message")
                                        .stringValue())
                        .isNotBlank();
            }
        }
    }

    @Test
    void decision12RefusesTheCallerAsItsOwnSlaveOrMasterWith400() {
        HttpResponse<String> slave =
                servers().call("gateway-tokyo", "tokyo", "/api/v1/keys/gateway-tokyo/enc_keys", "");
        assertRefused(slave, 400, "");
        assertRefused(dec("gateway-kochi", "gateway-kochi", UNKNOWN), 400, "");
        assertRefused(status("gateway-tokyo"), 400, "");
    }

    @Test
    void decision13NamesTheCallerOfStatusAsTheMaster() {
        HttpResponse<String> atKochi =
                servers().call("gateway-kochi", "kochi", "/api/v1/keys/gateway-tokyo/status", null);
        JsonNode status = json(atKochi);
        assertThat(status.get("master_SAE_ID").stringValue()).isEqualTo("gateway-kochi");
        assertThat(status.get("slave_SAE_ID").stringValue()).isEqualTo("gateway-tokyo");
        assertThat(status.get("source_KME_ID").stringValue()).isEqualTo("kochi");
        assertThat(status.get("target_KME_ID").stringValue()).isEqualTo("tokyo");
    }

    @Test
    void decision14TakesTheMasterInThePathOfDecKeysAndWritesKeysInLowerCase() {
        HttpResponse<String> enc = enc("kochi", "{}");
        assertThat(json(enc).propertyNames()).containsExactly("keys");
        String id = id(keys(enc).getFirst());
        assertThat(dec("gateway-kochi", "second-tokyo", id).statusCode()).isEqualTo(400);
        assertThat(dec("gateway-kochi", "gateway-tokyo", id).statusCode()).isEqualTo(200);
    }

    @Test
    void decision15KeepsAllIntegersWithinThirtyOneBitsAndInOrder() {
        JsonNode status = json(status("gateway-kochi"));
        assertThat(status.propertyNames()).hasSize(11);
        for (String name :
                List.of(
                        "key_size",
                        "stored_key_count",
                        "max_key_count",
                        "max_key_per_request",
                        "max_key_size",
                        "min_key_size",
                        "max_SAE_ID_count")) {
            assertThat(status.get(name).isInt()).as(name).isTrue();
            assertThat(status.get(name).intValue()).as(name).isNotNegative();
        }
        assertThat(status.get("stored_key_count").intValue())
                .isLessThanOrEqualTo(status.get("max_key_count").intValue());
        assertThat(status.get("key_size").intValue())
                .isBetween(
                        status.get("min_key_size").intValue(),
                        status.get("max_key_size").intValue());
    }

    @Test
    void decision16WritesIdsAsLowerCaseUuidsOfVersion4AndReadsUpperCaseToo() {
        String id = id(keys(enc("kochi", "{}")).getFirst());
        assertThat(id)
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        List<JsonNode> keys = keys(dec(id.toUpperCase(Locale.ROOT)));
        assertThat(id(keys.getFirst())).isEqualTo(id);
        for (String wrong : List.of("", "17", id + "0", "{" + id + "}", id.replace("-", ""))) {
            assertRefused(dec(wrong), 400, "");
        }
    }

    @Test
    void decision17WritesKeysInPaddedBase64OfTheStandardAlphabetOnOneLine() {
        for (JsonNode key : keys(enc("kochi", "{\"number\":128,\"size\":4096}"))) {
            String text = key.get("key").stringValue();
            assertThat(text).matches("[A-Za-z0-9+/]{683}=|[A-Za-z0-9+/]{682}==").hasSize(684);
            assertThat(bytes(key)).hasSize(512);
        }
    }

    @Test
    void decision18RefusesSizesThatAreNoWholeBytesInTheStandardsWords() {
        for (int size : new int[] {65, 100, 255, 257, 4095}) {
            assertRefused(
                    enc("kochi", "{\"size\":" + size + "}"), 400, "size shall be a multiple of 8");
        }
    }

    @Test
    void decision19IgnoresUnknownMembersInTheEntriesOfKeyIds() {
        String id = id(keys(enc("kochi", "{\"abc_new\":[{}]}")).getFirst());
        String body =
                "{\"key_IDs\":[{\"key_ID\":\"%s\",\"master_SAE_ID\":\"x\",\"key_ID_extension\":{\"a\":1}}],"
                                .formatted(id)
                        + "\"key_IDs_extension\":{\"b\":2},\"more\":null}";
        HttpResponse<String> answer =
                servers()
                        .call(
                                "gateway-kochi",
                                "kochi",
                                "/api/v1/keys/gateway-tokyo/dec_keys",
                                body);
        assertThat(keys(answer)).hasSize(1);
    }

    @Test
    void decision20KnowsTheCallerByItsCertificateAloneWhateverItsNameAndHeaders() {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        servers()
                                                .url("tokyo", "/api/v1/keys/gateway-kochi/status")))
                        .header("X-SAE-ID", "gateway-tokyo")
                        .header("X-SSL-Client-CN", "gateway-tokyo")
                        .header("X-Forwarded-For", "10.0.0.1")
                        .header("Forwarded", "for=10.0.0.1;proto=https")
                        .header("Authorization", "Basic Z2F0ZXdheS10b2t5bzp4")
                        .build();
        for (String who : List.of("stranger", "gateway-kochi", "kme-tokyo")) {
            assertThat(message(servers().send(who, request))).isNotBlank();
            assertThat(servers().send(who, request).statusCode()).isEqualTo(401);
        }
        assertThat(json(servers().send("second-tokyo", request)).get("master_SAE_ID").stringValue())
                .isEqualTo("second-tokyo");
    }

    @Test
    void decision21ServesTwoSaesOfTheSameSite() {
        String path = "/api/v1/keys/second-tokyo/";
        JsonNode status = json(servers().call("gateway-tokyo", "tokyo", path + "status", null));
        assertThat(status.get("source_KME_ID")).isEqualTo(status.get("target_KME_ID"));
        assertThat(status.get("stored_key_count").intValue()).isPositive();
        List<JsonNode> keys =
                keys(servers().call("gateway-tokyo", "tokyo", path + "enc_keys", "{\"number\":2}"));
        String dec = "/api/v1/keys/gateway-tokyo/dec_keys?key_ID=";
        for (JsonNode key : keys) {
            assertThat(keys(servers().call("second-tokyo", "tokyo", dec + id(key), null)))
                    .containsExactly(key);
        }
    }

    private static String crowd(int size) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            ids.add("\"crowd-" + i + "\"");
        }
        return "{\"additional_slave_SAE_IDs\":[" + String.join(",", ids) + "]}";
    }

    private HttpResponse<String> status(String slave) {
        return servers().call("gateway-tokyo", "tokyo", "/api/v1/keys/" + slave + "/status", null);
    }

    private HttpResponse<String> enc(String to, String body) {
        return enc(to, "", body);
    }

    private HttpResponse<String> enc(String to, String query, String body) {
        String path = "/api/v1/keys/gateway-" + to + "/enc_keys" + query;
        return servers().call("gateway-tokyo", "tokyo", path, body);
    }

    private HttpResponse<String> dec(String id) {
        return dec("gateway-kochi", "gateway-tokyo", id);
    }

    private HttpResponse<String> dec(String who, String master, String... ids) {
        List<String> entries = new ArrayList<>();
        for (String id : ids) {
            entries.add("{\"key_ID\":\"" + id + "\"}");
        }
        String body = "{\"key_IDs\":[" + String.join(",", entries) + "]}";
        return servers().call(who, "kochi", "/api/v1/keys/" + master + "/dec_keys", body);
    }
}
