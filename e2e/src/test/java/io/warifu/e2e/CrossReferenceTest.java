package io.warifu.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.warifu.demo.control.SiteClient;
import io.warifu.demo.control.Waiting;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.Service;
import io.warifu.servicekit.token.Role;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A clinician at Kochi finds a patient of Tokyo however the name is typed. */
class CrossReferenceTest {

    private static final FiveSites SITES = FiveSites.running();

    /** Kochi may search what it knew a few seconds ago, before the backup. */
    private static final Duration NEWS_LIMIT = Duration.ofSeconds(30);

    @Test
    void findsTheExamplePatientByKanaAndKanji() throws Exception {
        assumeTrue(
                FiveSites.examples().isPresent(),
                "the example files do not lie beside the project");
        Storages.backUp(SITES, "tokyo", FiveSites.examples().orElseThrow().resolve("example-root"));
        SiteClient api =
                SITES.network()
                        .sites()
                        .as(Role.CLINICIAN, NetworkPlan.KOCHI, Service.CROSS_REF_API);
        for (String typed : new String[] {"カクウ", "架空", "かくう", "ｶｸｳ", "架空 葵"}) {
            JsonNode found =
                    Waiting.answer(NEWS_LIMIT, () -> first(api, typed))
                            .orElseThrow(() -> new AssertionError(typed));
            assertThat(found.path("patientId").asString()).isEqualTo("0009000017");
            assertThat(found.path("kanjiName").asString()).isEqualTo("架空 葵");
            assertThat(found.path("kanaName").asString()).isEqualTo("カクウ アオイ");
            assertThat(found.path("birthDate").asString()).isEqualTo("1961-02-14");
        }
    }

    private static Optional<JsonNode> first(SiteClient api, String typed) {
        return api.post(
                        "/api/v1/patient-searches",
                        Map.of("name", typed, "birthDate", "1961-02-14"))
                .path("candidates")
                .valueStream()
                .findFirst();
    }
}
