package io.warifu.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.warifu.demo.control.SiteClient;
import io.warifu.demo.plan.NetworkPlan;
import io.warifu.demo.plan.Service;
import io.warifu.servicekit.token.Role;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A clinician at Kochi finds a patient of Tokyo however the name is typed. */
class CrossReferenceTest {

    private static final FiveSites SITES = FiveSites.running();

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
            JsonNode answer =
                    api.post(
                            "/api/v1/patient-searches",
                            Map.of("name", typed, "birthDate", "1961-02-14"));
            JsonNode found = answer.path("candidates").get(0);
            assertThat(found).as(typed).isNotNull();
            assertThat(found.path("patientId").asString()).isEqualTo("0009000017");
            assertThat(found.path("kanjiName").asString()).isEqualTo("架空 葵");
            assertThat(found.path("kanaName").asString()).isEqualTo("カクウ アオイ");
            assertThat(found.path("birthDate").asString()).isEqualTo("1961-02-14");
        }
    }
}
