package io.warifu.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Several instances of a site's key manager on one database, as services behind one name are. */
class TwoInstancesTest extends NetworkCase {

    private static final int REQUESTS = 60;

    @Test
    void theSecondInstanceIsNoRestoredDatabaseAndBothHandOutEachKeyOnce() {
        List<Long> epochs = epochs();
        try (KeyManagerNetwork.Beside tokyo = network().startBeside("tokyo");
                KeyManagerNetwork.Beside kochi = network().startBeside("kochi")) {
            assertThat(epochs()).isEqualTo(epochs);
            List<String> masters = List.of(network().address("tokyo"), tokyo.address());
            AtomicInteger turn = new AtomicInteger();
            Map<String, String> issued = new HashMap<>();
            for (HttpResponse<String> answer :
                    Parallel.run(
                            REQUESTS,
                            () ->
                                    network()
                                            .call(
                                                    "gateway-tokyo",
                                                    "GET",
                                                    masters.get(turn.getAndIncrement() % 2)
                                                            + "/api/v1/keys/gateway-kochi/enc_keys",
                                                    null))) {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                JsonNode key = key(answer);
                assertThat(issued.put(id(key), key.get("key").stringValue())).isNull();
            }
            assertThat(issued.values()).doesNotHaveDuplicates().hasSize(REQUESTS);

            // Every key is asked for at both instances of the slave's site at once.
            List<String> slaves = List.of(network().address("kochi"), kochi.address());
            List<String> ids = new ArrayList<>(issued.keySet());
            AtomicInteger next = new AtomicInteger();
            Map<String, String> delivered = new HashMap<>();
            for (HttpResponse<String> answer :
                    Parallel.run(
                            2 * REQUESTS,
                            () -> {
                                int number = next.getAndIncrement();
                                return network()
                                        .call(
                                                "gateway-kochi",
                                                "GET",
                                                slaves.get(number % 2)
                                                        + "/api/v1/keys/gateway-tokyo/dec_keys?key_ID="
                                                        + ids.get(number / 2),
                                                null);
                            })) {
                if (answer.statusCode() == 200) {
                    JsonNode key = key(answer);
                    assertThat(delivered.put(id(key), key.get("key").stringValue())).isNull();
                } else {
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
                }
            }
            assertThat(delivered).isEqualTo(issued);
        }
        assertThat(epochs()).isEqualTo(epochs);
    }

    /** Of the links of tokyo and kochi; a database that was restored opens new ones. */
    private List<Long> epochs() {
        List<Long> epochs = new ArrayList<>();
        for (String site : List.of("tokyo", "kochi")) {
            String url = network().managementAddress(site) + "/actuator/warifukeys";
            KeyManagerNetwork.json(network().call("operator", "GET", url, null))
                    .get("links")
                    .forEach(link -> epochs.add(link.get("epoch").asLong()));
        }
        return epochs;
    }

    private static JsonNode key(HttpResponse<String> answer) {
        return KeyManagerNetwork.json(answer).get("keys").get(0);
    }

    private static String id(JsonNode key) {
        return key.get("key_ID").stringValue();
    }
}
