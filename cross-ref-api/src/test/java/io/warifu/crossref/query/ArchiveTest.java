package io.warifu.crossref.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.warifu.crossref.NetworkForTests;
import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.pack.CatalogueEntry;
import io.warifu.kernel.pack.PartRef;
import io.warifu.kernel.pack.RestoreStream;
import io.warifu.kernel.pack.Sha256;
import io.warifu.kernel.pack.StoredPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Rebuilding Tokyo's storage from share servers alone, and the open pages. */
final class ArchiveTest {

    private static final String ARCHIVE = "/api/v1/storages/tokyo/archive";

    private RunningService service;
    private String steward;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        service = new RunningService(folder);
        service.heal();
        steward = service.tokens.token("sumi", "steward");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void refusesWhatItCannotRestoreAndThenGivesTheStorageBack() throws Exception {
        assertThat(service.get("/api/v1/storages/osaka/archive", steward).statusCode())
                .isEqualTo(404);
        assertThat(service.get(ARCHIVE + "?sites=tokyo,mars", steward).statusCode()).isEqualTo(400);
        HttpResponse<byte[]> two = service.get(ARCHIVE + "?sites=tokyo,osaka", steward);
        assertThat(two.statusCode()).isEqualTo(503);
        assertThat(RunningService.text(two)).contains("SHARES_BELOW_THRESHOLD", "2 of the 3");

        assertSameStorage(service.get(ARCHIVE, steward));

        service.down("tokyo", "kochi");
        assertSameStorage(service.get(ARCHIVE + "?sites=koganei,nagoya,osaka", steward));
        assertSameStorage(service.get(ARCHIVE, steward));
        JsonNode events =
                service.json("/api/v1/audit/events", service.tokens.token("ryo", "auditor"))
                        .get("events");
        assertThat(events.get(1).get("outcome").asString()).isEqualTo("COMPLETED");
        assertThat(events.get(2).get("outcome").asString()).isEqualTo("RELEASED");

        service.down("osaka");
        HttpResponse<byte[]> three = service.get(ARCHIVE, steward);
        assertThat(three.statusCode()).isEqualTo(503);
        assertThat(RunningService.text(three)).contains("SHARES_BELOW_THRESHOLD");
    }

    @Test
    void breaksTheConnectionWhenAFileInTheMiddleCannotBeRestored() throws Exception {
        // A version whose pack nobody keeps.
        byte[] lost = {1};
        service.network.keep(
                NetworkForTests.TOKYO,
                3,
                List.of(
                        new CatalogueEntry.Version(
                                new StoredPath("lost.txt"),
                                "",
                                null,
                                1,
                                Sha256.of(lost),
                                List.of(new PartRef(new ObjectId(new UUID(5, 5)), 0)),
                                List.of())));
        assertThatThrownBy(() -> service.get(ARCHIVE, steward)).isInstanceOf(IOException.class);
        service.await(
                "the broken archive is on the log",
                () ->
                        service.json("/api/v1/audit/events", service.tokens.token("ryo", "auditor"))
                                .toString()
                                .contains("BROKEN_OFF"));

        // And a gap in the catalogue is refused unless it is accepted.
        service.network.keep(NetworkForTests.TOKYO, 5, List.of());
        HttpResponse<byte[]> gap = service.get(ARCHIVE, steward);
        assertThat(gap.statusCode()).isEqualTo(503);
        assertThat(RunningService.text(gap)).contains("partial=accept");
    }

    @Test
    void showsAPlainStatusPageInTwoLanguagesToAnyone() throws Exception {
        HttpResponse<String> japanese = service.getText("/");
        assertThat(japanese.statusCode()).isEqualTo(200);
        assertThat(japanese.body())
                .contains("lang=\"ja\"", "相互参照サービスの稼働状況（高知）", "応答あり", "シミュレーション", "東京", "欠けはありません")
                .doesNotContain("??", "架空", "<script", "0009000017");
        assertThat(japanese.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(japanese.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(service.getText("/?lang=en").body())
                .contains(
                        "lang=\"en\"",
                        "Cross-reference service at Kochi: status",
                        "Answering",
                        "simulated")
                .doesNotContain("??");
        assertThat(service.getText("/", "Accept-Language", "en-GB,en;q=0.9").body())
                .contains("Cross-reference service at Kochi: status");
        HttpResponse<String> css = service.getText("/assets/status.css");
        assertThat(css.statusCode()).isEqualTo(200);
        assertThat(css.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/css");
        assertThat(service.getText("/assets/warifu.svg").statusCode()).isEqualTo(200);

        service.down("tokyo", "kochi", "osaka");
        service.await(
                "the page says that nothing can be restored",
                () -> service.getText("/").body().contains("診療記録を復元できません"));
        assertThat(service.getText("/").body()).contains("応答なし", "✕");
    }

    @Test
    void answersProbesAndMetrics() throws Exception {
        assertThat(service.getText("/actuator/health/liveness").body()).contains("UP");
        assertThat(service.getText("/actuator/health/readiness").body()).contains("UP");
        assertThat(service.getText("/actuator/prometheus").body())
                .contains(
                        "warifu_crossref_share_server_answering{site=\"osaka\"} 1.0",
                        "warifu_crossref_catalogue_patients{owner=\"tokyo\"} 2.0",
                        "warifu_crossref_restore_seconds_count");
        assertThat(service.getText("/actuator/env").statusCode()).isEqualTo(401);
        JsonNode status = service.json("/api/v1/status", "");
        assertThat(status.get("site").asString()).isEqualTo("kochi");
        assertThat(status.get("quantumChannel").asString()).isEqualTo("simulated");
        assertThat(status.get("shareServers").get(0).get("state").asString())
                .isEqualTo("ANSWERING");
    }

    private void assertSameStorage(HttpResponse<byte[]> answer) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(RestoreStream.MEDIA_TYPE);
        Map<String, byte[]> restored = new TreeMap<>();
        RestoreStream.Reader reader =
                new RestoreStream.Reader(new ByteArrayInputStream(answer.body()));
        reader.readAll((path, length, body) ->
                restored.put(path.uriPath(), body.readNBytes(Math.toIntExact(length))));
        assertThat(restored.keySet()).isEqualTo(service.tokyo.storage.keySet());
        restored.forEach((path, bytes) ->
                assertThat(bytes).as(path).isEqualTo(service.tokyo.storage.get(path)));
        long bytes = restored.values().stream().mapToLong(file -> file.length).sum();
        assertThat(reader.totals()).isEqualTo(new RestoreStream.Totals(restored.size(), bytes));
    }
}
