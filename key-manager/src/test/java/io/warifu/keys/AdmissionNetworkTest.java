package io.warifu.keys;

import static io.warifu.keys.KeyManagerNetwork.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.servicekit.TestPki;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whom key managers hear at which of their doors, and how operators enrol and revoke. */
class AdmissionNetworkTest extends SharedNetworkCase {

    @Test
    void hearsNobodyWithoutACertificateOfItsAuthority() {
        TestPki.Identity foreign = new TestPki().identity("gateway-tokyo", "urn:sae:gateway-tokyo");
        try (HttpClient none = HttpClient.newBuilder().sslContext(foreign.sslContext()).build()) {
            for (String address :
                    List.of(network().address("tokyo"), network().peerAddress("tokyo"))) {
                assertThatThrownBy(() ->
                                none.send(
                                        HttpRequest.newBuilder(URI.create(address)).build(),
                                        HttpResponse.BodyHandlers.discarding()))
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void hearsNoSaeThatIsNotEnrolledForThisSiteWhateverItsNameAndHeaders() {
        for (String who : List.of("stranger", "gateway-kochi", "kme-koganei", "operator")) {
            HttpResponse<String> answer =
                    call(
                            who,
                            "GET",
                            network().address("tokyo") + "/api/v1/keys/second-tokyo/status",
                            null);
            assertThat(answer.statusCode()).as(who).isEqualTo(401);
            assertThat(json(answer).get("message").stringValue()).isNotBlank();
        }
    }

    @Test
    void showsTheAddressesOfOnePortOnThatPortOnly() {
        String delivery = network().address("tokyo");
        String peer = network().peerAddress("tokyo");
        for (String path :
                List.of(
                        "/admin/v1/saes",
                        "/qkd/v1/links/tokyo/koganei",
                        "/relay/v1/messages",
                        "/actuator/health")) {
            assertThat(call("gateway-tokyo", "GET", delivery + path, null).statusCode())
                    .isEqualTo(404);
            assertThat(call("operator", "GET", delivery + path, null).statusCode()).isEqualTo(401);
        }
        for (String who : List.of("gateway-tokyo", "operator", "kme-koganei")) {
            assertThat(
                            call(who, "GET", peer + "/api/v1/keys/second-tokyo/status", null)
                                    .statusCode())
                    .isIn(401, 403);
        }
        assertThat(
                        call("qkd-koganei", "GET", peer + "/qkd/v1/links/tokyo/koganei", null)
                                .statusCode())
                .isEqualTo(401);
        assertThat(call("operator", "GET", peer + "/qkd/v1/links/tokyo/koganei", null).statusCode())
                .isEqualTo(403);
        assertThat(call("qkd-tokyo", "POST", peer + "/relay/v1/messages", "{}").statusCode())
                .isEqualTo(403);
        assertThat(call("kme-koganei", "GET", peer + "/admin/v1/saes", null).statusCode())
                .isEqualTo(403);
    }

    @Test
    void enrolsAnSaeForTheOperator() {
        String url = network().peerAddress("nagoya") + "/admin/v1/saes";
        String sha = network().identity("stranger").sha256();
        String entry = "{\"id\":\"new-nagoya\",\"site\":\"nagoya\",\"sha256\":\"%s\"}";
        assertThat(call("operator", "POST", url, "{}").statusCode()).isEqualTo(400);
        assertThat(call("operator", "POST", url, entry.formatted("xyz")).statusCode())
                .isEqualTo(400);
        String taken = entry.formatted(network().identity("gateway-nagoya").sha256());
        assertThat(call("operator", "POST", url, taken).statusCode()).isEqualTo(409);
        assertThat(call("operator", "POST", url, entry.formatted(sha)).statusCode()).isEqualTo(201);
        assertThat(call("operator", "POST", url, entry.formatted(sha)).statusCode()).isEqualTo(200);
        assertThat(call("operator", "GET", url, null).body()).contains("new-nagoya", sha);
        String status = network().address("nagoya") + "/api/v1/keys/gateway-kochi/status";
        assertThat(call("stranger", "GET", status, null).statusCode()).isEqualTo(200);
    }

    @Test
    void revokesAnSaeForTheOperatorAtOnceAndForGood() {
        String url = network().peerAddress("koganei") + "/admin/v1/saes";
        String sha = network().identity("spare").sha256();
        String entry = "{\"id\":\"spare\",\"site\":\"koganei\",\"sha256\":\"%s\"}".formatted(sha);
        String status = network().address("koganei") + "/api/v1/keys/gateway-kochi/status";
        assertThat(call("operator", "POST", url, entry).statusCode()).isEqualTo(201);
        assertThat(call("spare", "GET", status, null).statusCode()).isEqualTo(200);

        assertThat(call("operator", "POST", url + "/nobody/revoke", "").statusCode())
                .isEqualTo(404);
        assertThat(call("kme-tokyo", "POST", url + "/spare/revoke", "").statusCode())
                .isEqualTo(403);
        for (int i = 0; i < 2; i++) {
            JsonNode revoked = json(call("operator", "POST", url + "/spare/revoke", ""));
            assertThat(revoked.get("state").stringValue()).isEqualTo("revoked");
            assertThat(revoked.get("revokedAt").stringValue()).isNotBlank();
        }
        // The connection is still open; the certificate does not count on it any more.
        assertThat(call("spare", "GET", status, null).statusCode()).isEqualTo(401);
        assertThat(call("operator", "POST", url, entry).statusCode()).isEqualTo(409);
        network().stop("koganei");
        network().start("koganei");
        assertThat(call("spare", "GET", status, null).statusCode()).isEqualTo(401);
        String slave = network().address("koganei") + "/api/v1/keys/spare/status";
        assertThat(call("gateway-koganei", "GET", slave, null).statusCode()).isEqualTo(400);
        assertThat(call("operator", "GET", url, null).body())
                .contains("\"state\":\"revoked\"", "\"state\":\"enrolled\"");
    }
}
