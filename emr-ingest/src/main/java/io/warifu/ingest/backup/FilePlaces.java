package io.warifu.ingest.backup;

import io.warifu.kernel.pack.CatalogueEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Brings the journal's picture of what lies where up to date, entry by entry in their order. */
final class FilePlaces {

    private final JdbcTemplate jdbc;
    private final String root;
    private final UUID segment;
    private final List<Object[]> rows = new ArrayList<>();
    private final Set<UUID> paths = new HashSet<>();

    FilePlaces(JdbcTemplate jdbc, String root, UUID segment) {
        this.jdbc = jdbc;
        this.root = root;
        this.segment = segment;
    }

    void follow(List<CatalogueEntry> entries) {
        for (CatalogueEntry entry : entries) {
            switch (entry) {
                case CatalogueEntry.Patient _ -> {}
                case CatalogueEntry.Version version -> place(version);
                case CatalogueEntry.Move move -> {
                    flush();
                    move(move);
                }
            }
        }
        flush();
    }

    private void place(CatalogueEntry.Version version) {
        UUID path = DerivedId.of(version.path());
        if (!paths.add(path)) {
            // One statement cannot write a row twice.
            flush();
            paths.add(path);
        }
        rows.add(
                new Object[] {
                    path,
                    version.path().uriPath(),
                    version.patientId(),
                    root,
                    DerivedId.of(version.patientId(), version.digest()),
                    segment
                });
    }

    private void flush() {
        jdbc.batchUpdate(
                "insert into file (path_id, path, patient_id, root, content_id, segment)"
                        + " values (?, ?, ?, ?, ?, ?) on conflict (path_id) do update set"
                        + " patient_id = excluded.patient_id, root = excluded.root,"
                        + " content_id = excluded.content_id, segment = excluded.segment",
                rows);
        rows.clear();
        paths.clear();
    }

    private void move(CatalogueEntry.Move move) {
        UUID from = DerivedId.of(move.from());
        jdbc.update(
                "insert into file (path_id, path, patient_id, root, content_id, segment)"
                        + " select ?, ?, patient_id, root, content_id, ? from file"
                        + " where path_id = ? on conflict (path_id) do update set"
                        + " content_id = excluded.content_id, segment = excluded.segment,"
                        + " root = excluded.root",
                DerivedId.of(move.to()),
                move.to().uriPath(),
                segment,
                from);
        jdbc.update("delete from file where path_id = ?", from);
        jdbc.update(
                "insert into move (from_path, to_path, segment) values (?, ?, ?)",
                move.from().uriPath(),
                move.to().uriPath(),
                segment);
    }
}
