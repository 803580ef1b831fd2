package io.warifu.keys;

import static io.warifu.keys.KeyManagerNetwork.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What operators see, with four real key managers. */
class OperatorNetworkTest extends NetworkCase {

    @Test
    void showsItsDoorsToOperatorsOnly() {
        for (String path : List.of("view", "view/events", "pairs", "audit", "audit/verification")) {
            for (String stranger : List.of("gateway-tokyo", "qkd-tokyo", "kme-koganei")) {
                assertThat(admin(stranger, path).statusCode()).as(path).isIn(401, 403);
            }
        }
    }

    @Test
    void servesTheReservedPairWhileAnotherDrainsTheStock() {
        HttpResponse<String> answer = enc("gateway-tokyo", "{\"number\":16}");
        while (answer.statusCode() == 200) {
            answer = enc("gateway-tokyo", "{\"number\":16}");
        }
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("retry-after")).isPresent();

        assertThat(enc("second-tokyo", "{\"number\":4}").statusCode()).isEqualTo(200);
    }

    @Test
    void countsWhatIsIssuedToTheBitAndTellsHowLongItLasts() {
        JsonNode before = pair();
        assertThat(enc("gateway-tokyo", "{\"number\":3,\"size\":512}").statusCode()).isEqualTo(200);
        assertThat(enc("gateway-tokyo", "{}").statusCode()).isEqualTo(200);

        JsonNode after = pair();
        assertThat(after.get("keysIssued").asLong() - count(before, "keysIssued")).isEqualTo(4);
        assertThat(after.get("bitsIssued").asLong() - count(before, "bitsIssued"))
                .isEqualTo(3 * 512 + 256);
        assertThat(after.get("minutesLeft").asDouble()).isPositive();
        assertThat(after.get("target").stringValue()).isEqualTo("kochi");
    }

    @Test
    void tellsOfChangesAsServerSentEvents() throws IOException, InterruptedException {
        try (HttpClient client =
                        HttpClient.newBuilder()
                                .sslContext(network().identity("operator").sslContext())
                                .build();
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        client.send(
                                                        HttpRequest.newBuilder(
                                                                        URI.create(
                                                                                url("view/events")))
                                                                .build(),
                                                        HttpResponse.BodyHandlers.ofInputStream())
                                                .body(),
                                        StandardCharsets.UTF_8))) {
            JsonNode first = nextEvent(lines);
            assertThat(first.get("site").stringValue()).isEqualTo("tokyo");
            assertThat(first.get("links")).hasSize(2);

            assertThat(enc("gateway-tokyo", "{}").statusCode()).isEqualTo(200);

            long issued = count(pair(first.get("pairs")), "keysIssued");
            JsonNode event = nextEvent(lines);
            // Whoever joins is told the picture, perhaps once more by the next look.
            while (count(pair(event.get("pairs")), "keysIssued") == issued) {
                event = nextEvent(lines);
            }
            assertThat(count(pair(event.get("pairs")), "keysIssued")).isEqualTo(issued + 1);
            client.shutdownNow();
        }
    }

    private JsonNode pair() {
        return pair(json(admin("operator", "pairs")));
    }

    private static JsonNode pair(JsonNode pairs) {
        for (JsonNode pair : pairs) {
            if (pair.get("master").stringValue().equals("gateway-tokyo")
                    && pair.get("slave").stringValue().equals("gateway-kochi")) {
                return pair;
            }
        }
        return KeyManagerNetwork.JSON.createObjectNode();
    }

    private static long count(JsonNode pair, String name) {
        return pair.has(name) ? pair.get(name).asLong() : 0;
    }

    private static JsonNode nextEvent(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith("data:")) {
            line = lines.readLine();
        }
        if (line == null) {
            throw new AssertionError("the stream ended");
        }
        return KeyManagerNetwork.JSON.readTree(line.substring("data:".length()));
    }

    private HttpResponse<String> enc(String master, String body) {
        String url = network().address("tokyo") + "/api/v1/keys/gateway-kochi/enc_keys";
        return network().call(master, "POST", url, body);
    }

    private HttpResponse<String> admin(String who, String path) {
        return network().call(who, "GET", url(path), null);
    }

    private String url(String path) {
        return network().peerAddress("tokyo") + "/admin/v1/" + path;
    }
}
