package io.warifu.keys;

import static io.warifu.keys.Answers.id;
import static io.warifu.keys.Answers.keys;
import static io.warifu.keys.KeyManagerNetwork.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Delivery when key runs short, links are in alarm or a key manager is down. */
class FaultsNetworkTest extends SharedNetworkCase {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

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
        String[] ids = keys.stream().map(Answers::id).toArray(String[]::new);
        assertThat(keys(dec("kochi", "tokyo", ids))).isEqualTo(keys);
    }

    /** The end of an alarm at the other end of a link is heard within seconds, not at once. */
    private void awaitKeys(String master, String slave) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (enc(master, slave, "{}").statusCode() != 200) {
            assertThat(System.nanoTime()).as("%s gets keys", master).isLessThan(deadline);
        }
    }
}
