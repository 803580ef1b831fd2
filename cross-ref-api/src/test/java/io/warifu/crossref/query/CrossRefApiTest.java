package io.warifu.crossref.query;

import static io.warifu.crossref.HospitalForTests.AOI;
import static io.warifu.crossref.HospitalForTests.MIDORI;
import static io.warifu.crossref.query.RunningService.json;
import static io.warifu.crossref.query.RunningService.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.crossref.HospitalForTests;
import io.warifu.kernel.pack.Sha256;
import io.warifu.servicekit.TestTokens;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Search, list, content and view at Kochi of what Tokyo has backed up. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CrossRefApiTest {

    private static final String ADT =
            HospitalForTests.path(AOI, "-", "ADT-00", "20260401090000000", "1");

    private RunningService service;

    @BeforeAll
    void start(@TempDir Path folder) {
        service = new RunningService(folder);
    }

    @BeforeEach
    void heal() throws Exception {
        service.heal();
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void refusesWithoutAValidTokenOfThisHospital() throws Exception {
        TestTokens foreign = new TestTokens("warifu-dev-kochi");
        TestTokens tokyo = new TestTokens("warifu-dev-tokyo");
        String[] bad = {
            "",
            "x.y.z",
            foreign.token("eve", "clinician"),
            tokyo.token("eve", "clinician"),
            service.tokens.token("eve", "other", Duration.ofMinutes(5), "clinician"),
            service.tokens.token("eve", "warifu", Duration.ofMinutes(-5), "clinician"),
            service.tokens.token("eve", "warifu", Duration.ofHours(1), "clinician")
        };
        for (String token : bad) {
            HttpResponse<byte[]> answer = service.get("/api/v1/patients/x/records", token);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(text(answer)).contains("UNAUTHENTICATED").doesNotContain("eve");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "operator,/api/v1/patients/x/records",
        "auditor,/api/v1/records/x/content",
        "operator,/api/v1/records/x/view",
        "clinician,/api/v1/storages/tokyo/archive",
        "auditor,/api/v1/storages/tokyo/archive",
        "clinician,/api/v1/audit/events",
        "steward,/api/v1/audit/events",
        "clinician,/api/v1/elsewhere"
    })
    void deniesOtherRolesAndLogsThat(String role, String path) throws Exception {
        HttpResponse<byte[]> answer = service.get(path, service.tokens.token("mika", role));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(text(answer)).contains("FORBIDDEN");
        JsonNode newest = newestEvent();
        assertThat(newest.get("user").asString()).isEqualTo("mika");
        assertThat(newest.get("outcome").asString()).isEqualTo("DENIED");
        assertThat(json(answer).get("traceId").asString())
                .isEqualTo(newest.get("traceId").asString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "",
                "null",
                "[]",
                "{\"name\":\" \"}",
                "{\"name\":\"か\"}",
                "{\"nam\":\"架空\"}",
                "{\"name\":\"架空\",\"name\":\"架空\"}",
                "{\"birthDate\":\"2026-02-30\"}",
                "{\"birthDate\":\"9999-01-01\"}",
                "{\"name\":{\"a\":1}}",
                "{\"name\":\"架空\\u0000\"}"
            })
    void refusesASearchThatIsEmptyOrMalformedAndDoesNotRepeatIt(String body) throws Exception {
        HttpResponse<byte[]> answer = service.search(body, service.clinician());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(text(answer)).contains("BAD_REQUEST").doesNotContain("架空", "2026-02-30");
    }

    @Test
    void refusesAnOversizedSearch() throws Exception {
        String body = "{\"name\":\"" + "架".repeat(10_000) + "\"}";
        assertThat(service.search(body, service.clinician()).statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"カクウ\",\"birthDate\":\"1961-02-14\"}",
                "{\"name\":\"かくう あおい\"}",
                "{\"name\":\"ｶｸｳ ｱ\"}",
                "{\"name\":\"架空葵\"}",
                "{\"patientId\":\"0009000017\"}",
                "{\"birthDate\":\"19610214\"}"
            })
    void findsThePatientOfTheOtherHospital(String criteria) throws Exception {
        JsonNode answer = json(service.search(criteria, service.clinician()));
        assertThat(answer.get("candidates").size()).isEqualTo(1);
        JsonNode found = answer.get("candidates").get(0);
        assertThat(found.get("institution").asString()).isEqualTo("tokyo");
        assertThat(found.get("patientId").asString()).isEqualTo(AOI);
        assertThat(found.get("kanjiName").asString()).isEqualTo("架空 葵");
        assertThat(found.get("kanaName").asString()).isEqualTo("カクウ アオイ");
        assertThat(found.get("birthDate").asString()).isEqualTo("1961-02-14");
        assertThat(found.get("sex").asString()).isEqualTo("F");
        assertThat(answer.get("partial").asBoolean()).isFalse();
        assertThat(answer.get("shareServers").size()).isEqualTo(5);
    }

    @Test
    void answersTheSameForUnknownAndMalformedIds() throws Exception {
        String[] paths = {
            "/api/v1/patients/AAAAAAAAAAAAAAAAAAAAAAAA/records",
            "/api/v1/patients/" + AOI + "/records",
            "/api/v1/records/nothing/content",
            "/api/v1/records/nothing/view"
        };
        for (String path : paths) {
            HttpResponse<byte[]> answer = service.get(path, service.clinician());
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(json(answer).get("detail").asString())
                    .isEqualTo("There is nothing of that name, or it is not for you.");
        }
    }

    @Test
    void listsCurrentAndSupersededRecords() throws Exception {
        JsonNode lines =
                service.json(
                        "/api/v1/patients/" + service.xid("架空葵") + "/records", service.clinician());
        assertThat(lines.size()).isEqualTo(3);
        assertThat(lines.get(0).get("dataType").asString()).isEqualTo("OMP-01");
        assertThat(lines.get(0).get("current").asBoolean()).isTrue();
        JsonNode old = lines.get(2);
        assertThat(old.get("current").asBoolean()).isFalse();
        assertThat(old.get("flag").asString()).isEqualTo("2");
        assertThat(old.get("path").asString()).endsWith("_2");
        assertThat(old.get("careDate").asString()).isEqualTo("20260402");
        assertThat(old.get("recordId").asString()).doesNotContain("9000017");
    }

    @Test
    void givesTheOriginalBytes() throws Exception {
        HttpResponse<byte[]> answer = content(service.recordId("架空葵", ADT));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(HospitalForTests.demographics());
        assertThat(answer.headers().firstValue("ETag"))
                .hasValue('"' + Sha256.of(answer.body()).hex() + '"');
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/octet-stream");
        assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment")
                .contains("filename*=UTF-8''", "0009000017_-_ADT-00_");
    }

    @Test
    void givesEveryFileOfAPatientIncludingManyPartsAndEmptyAndNamelessOnes() throws Exception {
        JsonNode lines =
                service.json(
                        "/api/v1/patients/" + service.xid("架空翠") + "/records", service.clinician());
        assertThat(lines.size()).isEqualTo(3);
        for (JsonNode line : lines) {
            assertThat(content(line.get("recordId").asString()).body())
                    .isEqualTo(service.tokyo.storage.get(line.get("uriPath").asString()));
        }
    }

    @Test
    void showsTheMainFieldsAndWhereTheyCameFrom() throws Exception {
        service.network.server("osaka").lie();
        service.down("nagoya");
        String path = "/api/v1/records/" + service.recordId("架空葵", ADT) + "/view";
        AtomicReference<JsonNode> seen = new AtomicReference<>();
        service.await(
                "a look for which the liar was quick enough to be noticed",
                () -> {
                    seen.set(service.json(path, service.clinician()));
                    return seen.get().get("provenance").get(0).get("culprits").has(0);
                });
        JsonNode view = seen.get();
        assertThat(view.get("message").get("event").asString()).isEqualTo("ADT^A08");
        assertThat(view.get("message").get("patient").get("kanjiName").asString())
                .isEqualTo("架空 葵");
        JsonNode source = view.get("provenance").get(0);
        assertThat(source.get("threshold").asInt()).isEqualTo(3);
        assertThat(source.get("objectId").asString()).hasSize(36);
        assertThat(source.get("shareServers").toString())
                .isEqualTo("[\"kochi\",\"koganei\",\"tokyo\"]");
        assertThat(source.get("culprits").get(0).get("site").asString()).isEqualTo("osaka");
        assertThat(service.getText("/actuator/prometheus").body())
                .contains("warifu_crossref_culprits_total{site=\"osaka\"}");
    }

    @Test
    void saysWhyAFileHasNoMainFields() throws Exception {
        String order = HospitalForTests.path(AOI, "20260402", "OMP-01", "20260405080000000", "1");
        JsonNode view =
                service.json(
                        "/api/v1/records/" + service.recordId("架空葵", order) + "/view",
                        service.clinician());
        assertThat(view.get("message").isNull()).isTrue();
        assertThat(view.get("unreadable").asString()).isNotEmpty();
    }

    @Test
    void worksAndStaysFastWithTwoServersGone() throws Exception {
        String record = service.recordId("架空葵", ADT);
        service.down("tokyo");
        service.network.server("osaka").hang();
        long start = System.nanoTime();
        for (int i = 0; i < 10; i++) {
            assertThat(content(record).body()).isEqualTo(HospitalForTests.demographics());
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        assertThat(service.search("{\"name\":\"架空\"}", service.clinician()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void releasesNoByteWithThreeServersGone() throws Exception {
        String record = service.recordId("架空葵", ADT);
        service.down("tokyo", "kochi", "osaka");
        for (String what : new String[] {"/content", "/view"}) {
            HttpResponse<byte[]> answer =
                    service.get("/api/v1/records/" + record + what, service.clinician());
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(json(answer).get("code").asString()).isEqualTo("SHARES_BELOW_THRESHOLD");
            assertThat(json(answer).get("detail").asString()).contains("2 of the 3");
            assertThat(text(answer)).doesNotContain("MSH", AOI);
        }
        service.await(
                "the catalogue counts as partial",
                () ->
                        json(service.search("{\"name\":\"架空\"}", service.clinician()))
                                .get("partial")
                                .asBoolean());
        assertThat(newestEvent().get("action").asString()).isEqualTo("SEARCH");
    }

    @Test
    void releasesNothingWhenTheLastThreeDisagree() throws Exception {
        String record = service.recordId("架空葵", ADT);
        service.down("tokyo", "kochi");
        service.network.server("osaka").lie();
        HttpResponse<byte[]> answer = content(record);
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(text(answer)).contains("INTEGRITY_FAILED").doesNotContain("MSH");
    }

    @Test
    void releasesNothingWhenTheAccessCannotBeLogged() throws Exception {
        String record = service.recordId("架空葵", ADT);
        String xid = service.xid("架空葵");
        service.sql("alter table access_event rename to access_event_away");
        try {
            HttpResponse<byte[]> found = service.search("{\"name\":\"架空\"}", service.clinician());
            assertUnlogged(found);
            assertUnlogged(
                    service.get("/api/v1/patients/" + xid + "/records", service.clinician()));
            assertUnlogged(content(record));
            assertUnlogged(service.get("/api/v1/records/" + record + "/view", service.clinician()));
            String steward = service.tokens.token("sumi", "steward");
            assertUnlogged(service.get("/api/v1/storages/tokyo/archive", steward));
            String auditor = service.tokens.token("ryo", "auditor");
            assertUnlogged(service.get("/api/v1/audit/events", auditor));
            assertUnlogged(service.get("/api/v1/audit/events", steward));
        } finally {
            service.sql("alter table access_event_away rename to access_event");
        }
    }

    @Test
    void logsWhoSawWhatWithoutNamesOrNumbers() throws Exception {
        String record = service.recordId("架空葵", ADT);
        assertThat(content(record).statusCode()).isEqualTo(200);
        String auditor = service.tokens.token("ryo", "auditor");
        JsonNode page = service.json("/api/v1/audit/events?limit=3", auditor);
        JsonNode reading = page.get("events").get(0);
        assertThat(reading.get("action").asString()).isEqualTo("READ_LOG");
        JsonNode seen = page.get("events").get(1);
        assertThat(seen.get("user").asString()).isEqualTo("kaoru");
        assertThat(seen.get("roles").toString()).isEqualTo("[\"clinician\"]");
        assertThat(seen.get("action").asString()).isEqualTo("CONTENT");
        assertThat(seen.get("outcome").asString()).isEqualTo("RELEASED");
        assertThat(seen.get("owner").asString()).isEqualTo("tokyo");
        assertThat(seen.get("recordId").asString()).isEqualTo(record);
        assertThat(seen.get("patients").size()).isEqualTo(1);
        assertThat(page.toString()).doesNotContain(AOI, MIDORI, "架空", "カクウ");
        assertThat(service.get("/api/v1/audit/events?limit=0", auditor).statusCode())
                .isEqualTo(400);
    }

    private void assertUnlogged(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).get("code").asString()).isEqualTo("AUDIT_UNAVAILABLE");
        assertThat(text(answer)).doesNotContain("MSH", AOI, "架空");
    }

    private HttpResponse<byte[]> content(String record) throws Exception {
        return service.get("/api/v1/records/" + record + "/content", service.clinician());
    }

    private JsonNode newestEvent() throws Exception {
        // The reading itself is the newest entry.
        return service.json("/api/v1/audit/events?limit=2", service.tokens.token("ryo", "auditor"))
                .get("events")
                .get(1);
    }
}
