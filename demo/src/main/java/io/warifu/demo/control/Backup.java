package io.warifu.demo.control;

import io.warifu.demo.plan.Service;
import io.warifu.demo.plan.Site;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import io.warifu.servicekit.token.Role;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Has a hospital back a storage up and watches until it is done. */
public final class Backup {

    private final Sites sites;

    public Backup(Sites sites) {
        this.sites = sites;
    }

    /**
     * Backs {@code directory} up and returns the finished job as emr-ingest reports it.
     *
     * @param directory as emr-ingest sees it, absolute
     * @param progress receives each state of the job
     * @throws WarifuException if the job failed; what was accepted before stays accepted
     */
    public JsonNode run(Site hospital, String directory, Consumer<JsonNode> progress)
            throws IOException {
        JsonNode job =
                sites.as(Role.STEWARD, hospital, Service.EMR_INGEST)
                        .post("/api/v1/ingests", Map.of("directory", directory));
        String id = job.path("id").asString();
        while (job.path("state").asString("").equals("RUNNING")) {
            Waiting.pause();
            // A fresh client each time: a token lives a quarter of an hour, a large backup longer.
            job = sites.as(Role.STEWARD, hospital, Service.EMR_INGEST).get("/api/v1/ingests/" + id);
            progress.accept(job);
        }
        if (!job.path("state").asString("").equals("DONE")) {
            String error = job.path("error").asString("the backup failed");
            boolean tooFew = error.contains(ErrorCode.SHARES_BELOW_THRESHOLD.name());
            throw new WarifuException(
                    tooFew ? ErrorCode.SHARES_BELOW_THRESHOLD : ErrorCode.INTERNAL, error);
        }
        return job;
    }
}
