package io.warifu.keys.delivery;

import static io.warifu.keys.delivery.MutatedRequests.KEYS;
import static io.warifu.keys.delivery.MutatedRequests.mutated;
import static io.warifu.keys.delivery.MutatedRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.keys.RawHttps;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Whatever comes in: a JSON message, one of the standard's statuses, and nothing consumed. */
class MalformedRequestsTest extends DeliveryCase {

    private static final long SEED = 20261126;
    private static final int FUZZED_REQUESTS = Integer.getInteger("warifu.test.fuzz", 1_000);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST gateway-kochi/enc_keys {\"number\":0}",
                "POST gateway-kochi/enc_keys {\"number\":-1}",
                "POST gateway-kochi/enc_keys {\"number\":129}",
                "POST gateway-kochi/enc_keys {\"number\":\"2\"}",
                "POST gateway-kochi/enc_keys {\"number\":99999999999}",
                "POST gateway-kochi/enc_keys {\"size\":56}",
                "POST gateway-kochi/enc_keys {\"size\":100}",
                "POST gateway-kochi/enc_keys {\"number\":1,\"number\":2}",
                "POST gateway-kochi/enc_keys [1]",
                "POST gateway-kochi/enc_keys 7",
                "POST gateway-kochi/enc_keys null",
                "POST gateway-kochi/enc_keys {\"number\":",
                "POST gateway-kochi/enc_keys {'number':1}",
                "POST gateway-kochi/enc_keys {\"number\":NaN}",
                "POST gateway-kochi/enc_keys {} {}",
                "POST gateway-kochi/enc_keys number=1",
                "POST gateway-kochi/enc_keys <number>1</number>",
                "POST gateway-kochi/enc_keys {\"additional_slave_SAE_IDs\":[]}",
                "POST gateway-kochi/enc_keys {\"additional_slave_SAE_IDs\":{\"a\":1}}",
                "POST gateway-kochi/enc_keys {\"extension_mandatory\":[{\"qz_route\":\"direct\"}]}",
                "POST gateway-kochi/enc_keys {\"extension_mandatory\":\"all\"}",
                "POST gateway-kochi/enc_keys {\"extension_optional\":[1]}",
                "GET gateway-kochi/enc_keys?number=abc",
                "GET gateway-kochi/enc_keys?number=",
                "GET gateway-kochi/enc_keys?number=+1",
                "GET gateway-kochi/enc_keys?number=1&number=2",
                "GET gateway-kochi/enc_keys?number=99999999999999999999",
                "GET gateway-kochi/enc_keys?number=%zz",
                "GET gateway-kochi/enc_keys?size=65",
                "GET gateway-kochi/enc_keys?additional_slave_SAE_IDs=third-kochi",
                "GET gateway-kochi/enc_keys?extension_mandatory=warifu_route",
                "GET gateway-tokyo/enc_keys",
                "GET nobody/enc_keys",
                "GET %20/enc_keys",
                "GET %2f/enc_keys",
                "GET a%00b/enc_keys",
                "GET %ff%fe/enc_keys",
                "HEAD gateway-kochi/enc_keys",
                "PUT gateway-kochi/enc_keys {}",
                "PATCH gateway-kochi/enc_keys {}",
                "DELETE gateway-kochi/enc_keys",
                "OPTIONS gateway-kochi/enc_keys",
                "TRACE gateway-kochi/enc_keys",
                "BREW gateway-kochi/enc_keys",
                "POST gateway-kochi/status {}",
                "GET gateway-kochi/keys",
                "GET gateway-kochi",
                "GET gateway-kochi/enc_keys/",
                "GET gateway-kochi/dec_keys",
                "GET gateway-kochi/dec_keys?key_ID=17",
                "GET gateway-kochi/dec_keys?key_ID=2b3a6a3e-0d0c-4d6f-8a43-3ad7f8f8a001",
                "GET gateway-tokyo/dec_keys?key_ID=2b3a6a3e-0d0c-4d6f-8a43-3ad7f8f8a001",
                "POST gateway-kochi/dec_keys",
                "POST gateway-kochi/dec_keys {}",
                "POST gateway-kochi/dec_keys {\"key_IDs\":null}",
                "POST gateway-kochi/dec_keys {\"key_IDs\":[]}",
                "POST gateway-kochi/dec_keys {\"key_IDs\":[null]}",
                "POST gateway-kochi/dec_keys {\"key_IDs\":[{\"key_ID\":7}]}",
                "POST gateway-kochi/dec_keys {\"key_IDs\":[\"2b3a6a3e-0d0c-4d6f-8a43-3ad7f8f8a001\"]}",
                "POST gateway-kochi/dec_keys {\"key_IDs\":{}}"
            })
    void refusesAMalformedRequest(String request) throws IOException {
        String[] parts = request.split(" ", 3);
        String body = parts.length > 2 ? parts[2] : "";
        long before = servers().supply().given();
        try (RawHttps connection = servers().raw("gateway-tokyo", "tokyo")) {
            connection.send(
                    request(parts[0], KEYS + parts[1], "", body.getBytes(StandardCharsets.UTF_8)));
            if (parts[0].equals("HEAD")) {
                return;
            }
            RawHttps.Answer answer = connection.read();
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertMessage(answer);
        } finally {
            assertThat(servers().supply().given()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "\u0000\u0001\u0002\u0003\r\n\r\n",
                "GET /api/v1/keys/gateway-kochi/status HTTP/9.9\r\nHost: a\r\n\r\n",
                "GET /api/v1/keys/gateway-kochi/status HTTP/1.1\r\n\r\n",
                "GET /api/v1/keys/gateway-kochi/status HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /api/v1/keys/gateway-kochi/<status> HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /api/v1/keys//gateway-kochi/status HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /api/v1/keys/./gateway-kochi/../status HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /api/v1/keys/gateway-kochi/status HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
                "POST /api/v1/keys/gateway-kochi/enc_keys HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                "POST /api/v1/keys/gateway-kochi/enc_keys HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                "POST /api/v1/keys/gateway-kochi/enc_keys HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n{}",
                "POST /api/v1/keys/gateway-kochi/enc_keys HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
                "POST /api/v1/keys/gateway-kochi/enc_keys HTTP/1.1\r\nHost: a\r\nExpect: magic\r\nContent-Length: 2\r\n\r\n{}",
                "POST /api/v1/keys/gateway-kochi/enc_keys HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data\r\nContent-Length: 3\r\n\r\n--x",
                "OPTIONS /api/v1/keys/gateway-kochi/enc_keys HTTP/1.1\r\nHost: a\r\nOrigin: https://b\r\nAccess-Control-Request-Method: POST\r\n\r\n"
            })
    void answersInJsonWhatTheContainerOrTheFirewallRefuses(String request) throws IOException {
        long before = servers().supply().given();
        try (RawHttps connection = servers().raw("gateway-tokyo", "tokyo")) {
            RawHttps.Answer answer = connection.exchange(request);
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertMessage(answer);
        }
        assertThat(servers().supply().given()).isEqualTo(before);
    }

    @Test
    void refusesHeadersAndBodiesThatAreTooLarge() throws IOException {
        // Longer than the container reads, and short enough for one TLS record: what it left unread
        // would make its close a reset, which the client may meet while it still sends.
        for (String header : List.of("X: " + "x".repeat(10_000), "X: 1\r\n".repeat(300) + "Y: 2")) {
            try (RawHttps connection = servers().raw("gateway-tokyo", "tokyo")) {
                RawHttps.Answer answer =
                        connection.exchange(
                                request("GET", KEYS + "gateway-kochi/status", header, new byte[0]));
                assertThat(answer.status()).isEqualTo(400);
                assertMessage(answer);
            }
        }
        for (byte[] body :
                List.of(
                        ("[" + " ".repeat(600_000) + "]").getBytes(StandardCharsets.UTF_8),
                        "[".repeat(100_000).getBytes(StandardCharsets.UTF_8),
                        ("{\"number\":" + "9".repeat(5_000) + "}")
                                .getBytes(StandardCharsets.UTF_8))) {
            try (RawHttps connection = servers().raw("gateway-tokyo", "tokyo")) {
                RawHttps.Answer answer =
                        connection.exchange(
                                request("POST", KEYS + "gateway-kochi/enc_keys", "", body));
                assertThat(answer.status()).isEqualTo(400);
                assertMessage(answer);
            }
        }
    }

    @Test
    void survivesThousandsOfMutatedRequestsAndGivesOnlyWhatItSaysItGives() throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        long before = servers().supply().given();
        long answered = 0;
        int served = 0;
        int silent = 0;
        RawHttps connection = servers().raw("gateway-tokyo", "tokyo");
        for (int i = 0; i < FUZZED_REQUESTS; i++) {
            byte[] request = mutated(random);
            RawHttps.Answer answer = null;
            try {
                answer = connection.exchange(request);
            } catch (EOFException | SocketException | SSLException e) {
                // Tomcat hangs up on framing that it cannot follow; that is an answer too.
                silent++;
            }
            if (answer != null) {
                String what = "request " + i + " of seed " + SEED + ": " + shown(request);
                assertThat(answer.status()).as(what).isIn(200, 400, 401, 404, 503);
                assertThat(answer.header("content-type")).as(what).startsWith("application/json");
                JsonNode body = parsed(answer, what);
                if (answer.status() != 200) {
                    assertThat(body.get("message").stringValue()).as(what).isNotBlank();
                } else {
                    served++;
                    answered += body.has("keys") ? body.get("keys").size() : 0;
                }
            }
            if (answer == null || answer.header("connection").equals("close")) {
                connection.close();
                connection = servers().raw("gateway-tokyo", "tokyo");
            }
        }
        connection.close();
        assertThat(servers().supply().given() - before).isEqualTo(answered);
        // The mutations are neither so wild nor so tame that they test nothing.
        assertThat(served).isBetween(FUZZED_REQUESTS / 100, FUZZED_REQUESTS / 2);
        assertThat(silent).isLessThan(FUZZED_REQUESTS / 20);
    }

    private static JsonNode parsed(RawHttps.Answer answer, String what) {
        try {
            return DeliveryServers.JSON.readTree(answer.body());
        } catch (JacksonException e) {
            throw new AssertionError(what + " was answered with " + answer.body(), e);
        }
    }

    private static String shown(byte[] request) {
        return new String(request, StandardCharsets.UTF_8);
    }

    private static void assertMessage(RawHttps.Answer answer) {
        assertThat(answer.header("content-type")).startsWith("application/json");
        JsonNode body = DeliveryServers.JSON.readTree(answer.body());
        assertThat(body.get("message").stringValue()).isNotBlank();
    }
}
