package io.warifu.demo.story;

import io.warifu.demo.control.SiteClient;
import io.warifu.demo.control.Sites;
import io.warifu.demo.control.StorageComparison;
import io.warifu.demo.control.Waiting;
import io.warifu.demo.plan.Service;
import io.warifu.demo.plan.Site;
import io.warifu.kernel.pack.StoredPath;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.servicekit.token.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A clinician at one hospital reads a patient of another, through the public REST interface. */
public final class CrossReference {

    /** A site may search what it knew a few seconds ago. */
    private static final Duration NEWS_LIMIT = Duration.ofSeconds(30);

    private final Sites sites;
    private final Site at;

    public CrossReference(Sites sites, Site at) {
        this.sites = sites;
        this.at = at;
    }

    /**
     * What was read.
     *
     * @param records of the patient, all of them fetched
     * @param equalBytes whether each has the bytes of the file in the owner's storage
     */
    public record Found(String name, int records, boolean equalBytes, double seconds) {

        public String told() {
            return String.format(
                    Locale.ROOT,
                    "%s: %d records read in %.2f s, %s",
                    name,
                    records,
                    seconds,
                    equalBytes ? "bytes equal to the originals" : "BYTES DIFFER");
        }
    }

    /**
     * Searches the patient of the storage's first file by id, then by the kana name that came back,
     * and reads every record.
     */
    public Found readOnePatient(Path storage) throws IOException {
        StoredPath first =
                StorageComparison.files(storage).stream()
                        .findFirst()
                        .orElseThrow(() -> new IOException(storage + " is empty"));
        String patientId = first.uriPath().split("/", -1)[2];
        SiteClient api = sites.as(Role.CLINICIAN, at, Service.CROSS_REF_API);
        long started = System.nanoTime();
        JsonNode byId = candidate(api, Map.of("patientId", patientId), patientId);
        String kana = byId.path("kanaName").asString();
        JsonNode byName =
                candidate(
                        api,
                        Map.of("name", kana, "birthDate", byId.path("birthDate").asString()),
                        patientId);
        JsonNode records =
                records(api.get("/api/v1/patients/" + byName.path("xid").asString() + "/records"));
        boolean equal = !records.isEmpty();
        for (JsonNode record : records) {
            byte[] read =
                    api.bytes("/api/v1/records/" + record.path("recordId").asString() + "/content");
            Path original = new StoredPath(record.path("path").asString()).resolveBelow(storage);
            equal &= Arrays.equals(read, Files.readAllBytes(original));
        }
        return new Found(
                byName.path("kanjiName").asString() + " / " + kana,
                records.size(),
                equal,
                (System.nanoTime() - started) / 1e9);
    }

    private static JsonNode candidate(SiteClient api, Map<String, String> query, String patientId)
            throws IOException {
        return Waiting.answer(NEWS_LIMIT, () -> found(api, query, patientId))
                .orElseThrow(() ->
                        new WarifuException(
                                ErrorCode.NOT_FOUND,
                                "the patient was not found by " + query.keySet()));
    }

    private static Optional<JsonNode> found(
            SiteClient api, Map<String, String> query, String patientId) {
        return api.post("/api/v1/patient-searches", query)
                .path("candidates")
                .valueStream()
                .filter(each -> each.path("patientId").asString("").equals(patientId))
                .findFirst();
    }

    /** The list itself, or the member that holds it. */
    private static JsonNode records(JsonNode answer) {
        return answer.isArray() ? answer : answer.path("records");
    }
}
