package io.warifu.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.enrolment.SaeId;
import io.warifu.keys.hybrid.EndToEnd;
import io.warifu.keys.hybrid.HybridContext;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The secrets that two sites agree on by ML-KEM, beside what the links between them give. */
class HybridNetworkTest extends SharedNetworkCase {

    @Test
    void agreesOnHybridEpochsWithAnotherSite() {
        EndToEnd tokyo = network().context("tokyo").getBean(EndToEnd.class);
        EndToEnd kochi = network().context("kochi").getBean(EndToEnd.class);
        SiteId source = new SiteId("tokyo");
        SiteId destination = new SiteId("kochi");
        UUID epoch = tokyo.epochWith(destination, 1).orElseThrow();
        HybridContext context =
                new HybridContext(
                        UUID.randomUUID(),
                        new SaeId("gateway-tokyo"),
                        List.of(new SaeId("gateway-kochi")),
                        source,
                        destination,
                        256);
        try (SecretBytes here = tokyo.mask(epoch, context);
                SecretBytes there = kochi.mask(epoch, context)) {
            assertThat(here.sameAs(there)).isTrue();
        }
        assertThat(tokyo.epochWith(new SiteId("nowhere"), 1)).isEmpty();
        String url = network().peerAddress("kochi") + "/relay/v1/hybrid-epochs";
        for (String body :
                List.of("{}", "{\"version\":1}", "{\"version\":1,\"epoch\":\"" + epoch + "\"}")) {
            assertThat(call("kme-tokyo", "POST", url, body).statusCode()).isEqualTo(400);
        }
        assertThat(call("gateway-kochi", "POST", url, "{}").statusCode()).isIn(401, 403);
    }
}
