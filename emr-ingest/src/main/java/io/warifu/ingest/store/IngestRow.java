package io.warifu.ingest.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A run in the database. */
@Entity
@Table(name = "ingest")
class IngestRow {

    @Id
    @Column(name = "ingest_id")
    private UUID id;

    @Column(nullable = false)
    private String root;

    @Column(nullable = false)
    private String state;

    @Column(name = "started_at", nullable = false)
    private Instant startedAt;

    @Column(nullable = false)
    private String report;

    /** For the persistence provider, which fills the fields. */
    protected IngestRow() {
        this(new UUID(0, 0), "", "", Instant.EPOCH, "");
    }

    private IngestRow(UUID id, String root, String state, Instant startedAt, String report) {
        this.id = id;
        this.root = root;
        this.state = state;
        this.startedAt = startedAt;
        this.report = report;
    }

    static IngestRow of(StoredRun run) {
        return new IngestRow(run.id(), run.root(), run.state(), run.startedAt(), run.report());
    }

    StoredRun toRun() {
        return new StoredRun(id, root, state, startedAt, report);
    }
}
