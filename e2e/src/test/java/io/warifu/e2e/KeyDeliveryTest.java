package io.warifu.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.demo.CommandRun;
import io.warifu.demo.control.Waiting;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.Port;
import io.warifu.demo.plan.Site;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two enrolled key consumers get equal keys at two key managers, once. */
class KeyDeliveryTest {

    private static final FiveSites SITES = FiveSites.running();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int TRY_AGAIN_LATER = 503;

    @TempDir Path folder;

    @Test
    void deliversEqualKeysOnceOverATrustedNode() throws Exception {
        // Tokyo and Kochi have no direct link: the key is relayed.
        HttpClient master = consumer(NetworkPlan.TOKYO, "test-master");
        HttpClient slave = consumer(NetworkPlan.KOCHI, "test-slave");
        HttpResponse<String> enc =
                Waiting.answer(LIMIT, () -> newKeys(master)).orElseThrow(AssertionError::new);
        assertThat(enc.statusCode()).as(enc.body()).isEqualTo(200);
        JsonNode keys = JSON.readTree(enc.body()).path("keys");
        assertThat(keys.size()).isEqualTo(2);
        for (JsonNode key : keys) {
            String path = "test-master/dec_keys?key_ID=" + key.path("key_ID").asString();
            HttpResponse<String> dec = get(slave, NetworkPlan.KOCHI, path);
            assertThat(dec.statusCode()).as(dec.body()).isEqualTo(200);
            assertThat(JSON.readTree(dec.body()).path("keys").get(0).path("key").asString())
                    .isEqualTo(key.path("key").asString());
            HttpResponse<String> again = get(slave, NetworkPlan.KOCHI, path);
            assertThat(again.statusCode()).isEqualTo(400);
            assertThat(again.body()).contains("one or more keys specified are not found on KME");
        }
    }

    @Test
    void refusesAConsumerOfAnotherSite() throws Exception {
        HttpClient stranger = consumer(NetworkPlan.NAGOYA, "test-stranger");
        assertThat(get(stranger, NetworkPlan.TOKYO, "gateway-kochi/status").statusCode())
                .isEqualTo(401);
    }

    /** Empty while a link on the way has too few keys, or does not answer in time. */
    private static Optional<HttpResponse<String>> newKeys(HttpClient master) throws IOException {
        return Optional.of(get(master, NetworkPlan.TOKYO, "test-slave/enc_keys?number=2&size=256"))
                .filter(answer -> answer.statusCode() != TRY_AGAIN_LATER);
    }

    private HttpClient consumer(Site site, String id) {
        CommandRun ran =
                SITES.warifu(
                        "sae",
                        "add",
                        "--site",
                        site.name(),
                        "--id",
                        id,
                        "--out",
                        folder.toString());
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        PemSslStoreDetails own =
                PemSslStoreDetails.forCertificate(folder.resolve(id + ".crt").toUri().toString())
                        .withPrivateKey(folder.resolve(id + ".key").toUri().toString());
        PemSslStoreDetails root =
                PemSslStoreDetails.forCertificate(folder.resolve("root.crt").toUri().toString());
        return HttpClient.newBuilder()
                .sslContext(SslBundle.of(new PemSslStoreBundle(own, root)).createSslContext())
                .build();
    }

    private static HttpResponse<String> get(HttpClient client, Site at, String path)
            throws IOException {
        try {
            return client.send(
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "https://localhost:"
                                                    + at.port(Port.KEY_MANAGER_014)
                                                    + "/api/v1/keys/"
                                                    + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
