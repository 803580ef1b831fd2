package io.warifu.keys;

import static io.warifu.keys.KeyManagerNetwork.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Requests that four real key managers refuse, and in which words. */
class BadRequestsNetworkTest extends SharedNetworkCase {

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
                .contains(KEYS_NOT_FOUND);
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

    @Test
    void answersInJsonWhatTheContainerRefuses() {
        for (String base : List.of(network().address("tokyo"), network().peerAddress("tokyo"))) {
            HttpResponse<String> answer =
                    call("gateway-tokyo", "GET", base + "/api/v1/keys/a%2fb/status", null);
            assertThat(answer.statusCode()).isIn(400, 401);
            assertThat(answer.headers().firstValue("content-type").orElse("")).contains("json");
        }
    }
}
