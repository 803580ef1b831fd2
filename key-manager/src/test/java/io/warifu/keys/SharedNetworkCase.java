package io.warifu.keys;

import static io.warifu.keys.KeyManagerNetwork.json;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * A test class at the front doors of four key managers, with mutual TLS, real PostgreSQL and real
 * relay. It shares them with the other classes of this kind, and finds their links full before each
 * test.
 */
@ExtendWith(SharedNetwork.class)
abstract class SharedNetworkCase {

    static final String KEYS_NOT_FOUND = "one or more keys specified are not found on KME";

    private KeyManagerNetwork network;

    @BeforeEach
    void fill(KeyManagerNetwork shared) {
        network = shared;
        network.fillAll();
    }

    final KeyManagerNetwork network() {
        return network;
    }

    final HttpResponse<String> call(String who, String method, String url, @Nullable String body) {
        return network().call(who, method, url, body);
    }

    final HttpResponse<String> enc(String from, String to, String body) {
        String url = network().address(from) + "/api/v1/keys/gateway-" + to + "/enc_keys";
        return call("gateway-" + from, "POST", url, body);
    }

    final HttpResponse<String> dec(String at, String master, String... ids) {
        List<String> entries = new ArrayList<>();
        for (String id : ids) {
            entries.add("{\"key_ID\":\"" + id + "\",\"extra\":1}");
        }
        String body = "{\"key_IDs\":[" + String.join(",", entries) + "]}";
        String url = network().address(at) + "/api/v1/keys/gateway-" + master + "/dec_keys";
        return call("gateway-" + at, "POST", url, body);
    }

    final JsonNode status(String site) {
        return json(
                call(
                        "operator",
                        "GET",
                        network().managementAddress(site) + "/actuator/warifukeys",
                        null));
    }

    final long waiting(String site) {
        return status(site).get("waitingKeys").asLong();
    }
}
