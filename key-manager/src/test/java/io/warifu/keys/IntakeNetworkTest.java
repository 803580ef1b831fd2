package io.warifu.keys;

import static io.warifu.keys.KeyManagerNetwork.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.keys.pool.KeyBlock;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Blocks of key from the QKD devices, and what the management port shows of the stock. */
class IntakeNetworkTest extends SharedNetworkCase {

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
}
