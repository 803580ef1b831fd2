package io.warifu.keys;

import static io.warifu.keys.Answers.id;
import static io.warifu.keys.Answers.keys;
import static io.warifu.keys.KeyManagerNetwork.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Keys from a master SAE to its slaves, within a site, over one link and over the ring. */
class DeliveryNetworkTest extends SharedNetworkCase {

    /** As many as a full stock admits at once, each counted with all that its keys may take. */
    private static final int CALLERS = 20;

    @Test
    void deliversEachKeyOnceToTheSlaveOfANeighbouringSite() {
        List<JsonNode> keys = keys(enc("tokyo", "koganei", "{\"number\":8,\"size\":512}"));
        assertThat(keys).hasSize(8);
        String[] reversed = keys.reversed().stream().map(Answers::id).toArray(String[]::new);
        assertThat(keys(dec("koganei", "tokyo", reversed))).isEqualTo(keys.reversed());
        HttpResponse<String> again = dec("koganei", "tokyo", reversed[0]);
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(json(again).get("message").stringValue()).isEqualTo(KEYS_NOT_FOUND);
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
                Parallel.run(CALLERS, () -> enc("tokyo", "kochi", "{\"number\":2}"))) {
            for (JsonNode key : keys(answer)) {
                ids.add(id(key));
                bytes.add(key.get("key").stringValue());
            }
        }
        assertThat(ids).hasSize(2 * CALLERS);
        assertThat(bytes).hasSize(2 * CALLERS);
        String contested = ids.iterator().next();
        List<Integer> statuses =
                Parallel.run(32, () -> dec("kochi", "tokyo", contested).statusCode());
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(1);
        assertThat(statuses.stream().filter(status -> status == 400)).hasSize(31);
    }
}
