package io.warifu.ingest.store;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;

/** Keeps the newest runs over restarts. */
public final class RunStore {

    /** Older runs are forgotten; the journal itself forgets nothing. */
    public static final int MAX_RUNS = 100;

    private final IngestRows rows;

    RunStore(IngestRows rows) {
        this.rows = rows;
    }

    public void save(StoredRun run) {
        rows.save(IngestRow.of(run));
        rows.deleteAllButNewest(MAX_RUNS);
    }

    public Optional<StoredRun> find(UUID id) {
        return rows.findById(id).map(IngestRow::toRun);
    }

    /** Newest first. */
    public List<StoredRun> recent() {
        return rows.findAllByOrderByStartedAtDesc(Limit.of(MAX_RUNS)).stream()
                .map(IngestRow::toRun)
                .toList();
    }

    public List<StoredRun> inState(String state) {
        return rows.findAllByState(state).stream().map(IngestRow::toRun).toList();
    }
}
