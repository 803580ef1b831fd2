package io.warifu.keys.delivery;

import static io.warifu.keys.Answers.assertRefused;
import static io.warifu.keys.Answers.id;
import static io.warifu.keys.Answers.keys;
import static io.warifu.keys.delivery.DeliveryServers.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Keys for several slaves, and the wishes a request may have about the way. */
class MulticastAndExtensionsTest extends DeliveryCase {

    private static final String NOT_SUPPORTED =
            "not all extension_mandatory parameters are supported";
    private static final String NOT_MET =
            "not all extension_mandatory request options could be met";

    // ---- multicast

    @Test
    void givesEverySlaveOfAMulticastTheSameKeysOnceAndNobodyElse() {
        List<JsonNode> keys =
                keys(
                        enc(
                                "gateway-kochi",
                                "{\"number\":2,\"additional_slave_SAE_IDs\":"
                                        + "[\"third-kochi\",\"second-tokyo\"]}"));
        assertThat(keys).hasSize(2);
        for (JsonNode key : keys) {
            assertThat(dec("crowd-0", "kochi", id(key)).statusCode()).isEqualTo(401);
            assertThat(keys(dec("gateway-kochi", "kochi", id(key)))).containsExactly(key);
            assertThat(keys(dec("second-tokyo", "tokyo", id(key)))).containsExactly(key);
            assertThat(dec("gateway-kochi", "kochi", id(key)).statusCode()).isNotEqualTo(200);
            assertThat(keys(dec("third-kochi", "kochi", id(key)))).containsExactly(key);
            assertThat(dec("third-kochi", "kochi", id(key)).statusCode()).isEqualTo(400);
        }
    }

    // ---- extensions

    @Test
    void refusesMandatoryExtensionsThatItDoesNotKnowAndNamesThem() {
        HttpResponse<String> answer =
                enc(
                        "gateway-kochi",
                        "{\"extension_mandatory\":[{\"abc_route\":\"direct\"},"
                                + "{\"warifu_route\":\"relayed\",\"warifu_colour\":1}]}");
        assertRefused(answer, 400, NOT_SUPPORTED);
        assertThat(json(answer).get("details").get(0).get("extension_mandatory_unsupported"))
                .hasToString("[\"abc_route\",\"warifu_colour\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"warifu_min_paths\":0}",
                "{\"warifu_min_paths\":5}",
                "{\"warifu_min_paths\":\"2\"}",
                "{\"warifu_min_paths\":null}",
                "{\"warifu_min_paths\":1.5}",
                "{\"warifu_route\":\"Direct\"}",
                "{\"warifu_route\":true}",
                "{\"warifu_hybrid\":\"yes\"}",
                "{\"warifu_hybrid\":[]}",
                "{\"warifu_max_age\":0}",
                "{\"warifu_max_age\":86401}",
                "{\"warifu_max_age\":\"1h\"}",
                "7",
                "[\"warifu_route\"]",
                "{\"warifu_route\":\"direct\"},{\"warifu_route\":\"relayed\"}"
            })
    void refusesValuesOfItsOwnExtensionsThatMakeNoSenseMandatoryOrNot(String entry) {
        long before = servers().supply().given();
        for (String member : List.of("extension_mandatory", "extension_optional")) {
            assertRefused(
                    enc("gateway-koganei", "{\"" + member + "\":[" + entry + "]}"), 400, "shall");
        }
        assertThat(servers().supply().given()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "gateway-kochi   | {\"warifu_route\":\"direct\"}                        | warifu_route",
                "gateway-koganei | {\"warifu_min_paths\":2,\"warifu_route\":\"direct\"} | warifu_min_paths",
                "gateway-kochi   | {\"warifu_min_paths\":3}                             | warifu_min_paths",
                "second-tokyo    | {\"warifu_route\":\"relayed\"}                       | warifu_route",
            })
    void refusesMandatoryWishesThatTheNetworkCannotMeet(String slave, String wish, String named) {
        long before = servers().supply().given();
        HttpResponse<String> answer = enc(slave, "{\"extension_mandatory\":[" + wish + "]}");
        assertRefused(answer, 400, NOT_MET);
        assertThat(
                        json(answer)
                                .get("details")
                                .get(0)
                                .get("extension_mandatory_unmet")
                                .get(0)
                                .stringValue())
                .isEqualTo(named);
        assertThat(servers().supply().given()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "gateway-koganei | 256  | {\"warifu_route\":\"direct\"}      | direct  | 1 | xor",
                "gateway-koganei | 256  | {\"warifu_route\":\"relayed\"}     | relayed | 1 | xor",
                "gateway-kochi   | 512  | {\"warifu_min_paths\":2}           | relayed | 2 | xor",
                "gateway-kochi   | 520  | {\"warifu_hybrid\":\"required\"}   | relayed | 1 | hkdf",
                "gateway-kochi   | 4096 | {\"warifu_hybrid\":\"off\"}        | relayed | 1 | off",
                "gateway-kochi   | 256  | {\"warifu_max_age\":60}            | relayed | 1 | xor",
                "second-tokyo    | 256  | {\"warifu_route\":\"direct\"}      | direct  | 0 | xor"
            })
    void meetsMandatoryWishesAndSaysHowToMasterAndSlave(
            String slave, int size, String wish, String route, int paths, String hybrid) {
        String body = "{\"size\":" + size + ",\"extension_mandatory\":[" + wish + "]}";
        JsonNode key = keys(enc(slave, body)).getFirst();
        JsonNode extension = key.get("key_extension");
        assertThat(extension.get("warifu_route").stringValue()).isEqualTo(route);
        assertThat(extension.get("warifu_paths").intValue()).isEqualTo(paths);
        assertThat(extension.get("warifu_hybrid").stringValue()).isEqualTo(hybrid);
        if (slave.equals("gateway-kochi")) {
            assertThat(keys(dec(slave, "kochi", id(key)))).containsExactly(key);
        }
    }

    @Test
    void meetsOptionalWishesIfItCanAndGivesKeysWithoutThemIfNot() {
        String wish =
                "{\"extension_optional\":[{\"warifu_route\":\"direct\"},{\"abc_x\":{\"y\":[]}}]}";
        JsonNode near = keys(enc("gateway-koganei", wish)).getFirst();
        assertThat(near.get("key_extension").get("warifu_route").stringValue()).isEqualTo("direct");
        JsonNode far = keys(enc("gateway-kochi", wish)).getFirst();
        assertThat(far.get("key_extension").get("warifu_route").stringValue()).isEqualTo("relayed");
    }

    @Test
    void letsAMandatoryWishStandAgainstAnOptionalOne() {
        JsonNode key =
                keys(enc(
                                "gateway-koganei",
                                "{\"extension_mandatory\":[{\"warifu_route\":\"relayed\"}],"
                                        + "\"extension_optional\":[{\"warifu_route\":\"direct\"}]}"))
                        .getFirst();
        assertThat(key.get("key_extension").get("warifu_route").stringValue()).isEqualTo("relayed");
    }

    @Test
    void takesEmptyListsOfExtensionsAsNone() {
        String none = "{\"extension_mandatory\":[],\"extension_optional\":null}";
        assertThat(keys(enc("gateway-kochi", none))).hasSize(1);
        assertThat(keys(enc("gateway-kochi", "{\"extension_mandatory\":[{}]}"))).hasSize(1);
    }

    private HttpResponse<String> enc(String slave, String body) {
        return servers()
                .call("gateway-tokyo", "tokyo", "/api/v1/keys/" + slave + "/enc_keys", body);
    }

    private HttpResponse<String> dec(String who, String site, String id) {
        String path = "/api/v1/keys/gateway-tokyo/dec_keys?key_ID=" + id;
        return servers().call(who, site, path, null);
    }
}
