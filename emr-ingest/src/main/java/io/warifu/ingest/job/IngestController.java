package io.warifu.ingest.job;

import io.warifu.ingest.backup.BackupJournal;
import io.warifu.ingest.backup.Safety;
import io.warifu.kernel.problem.ErrorCode;
import io.warifu.kernel.problem.WarifuException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The door for stewards and operators. */
@RestController
@RequestMapping("/api/v1")
final class IngestController {

    private final IngestJobs jobs;
    private final BackupJournal journal;

    IngestController(IngestJobs jobs, BackupJournal journal) {
        this.jobs = jobs;
        this.journal = journal;
    }

    /** What to back up. */
    record IngestRequest(@Nullable String directory) {}

    /** All that this hospital has ever backed up. */
    record JournalView(long patients, long versions, long safe, long atRisk, long pending) {}

    @PostMapping("/ingests")
    @ResponseStatus(HttpStatus.ACCEPTED)
    IngestReport begin(@RequestBody IngestRequest request) {
        String directory = request.directory();
        if (directory == null || directory.isBlank()) {
            throw new WarifuException(ErrorCode.BAD_REQUEST, "Name the directory to back up.");
        }
        return jobs.begin(directory);
    }

    @GetMapping("/ingests")
    List<IngestReport> recent() {
        return jobs.recent();
    }

    @GetMapping("/ingests/{id}")
    IngestReport progress(@PathVariable UUID id) {
        return jobs.find(id)
                .orElseThrow(
                        () -> new WarifuException(ErrorCode.NOT_FOUND, "There is no such run."));
    }

    @GetMapping("/journal")
    JournalView journal() {
        Safety safety = journal.safety();
        return new JournalView(
                journal.patients(),
                safety.versions(),
                safety.safe(),
                safety.atRisk(),
                safety.pending());
    }
}
