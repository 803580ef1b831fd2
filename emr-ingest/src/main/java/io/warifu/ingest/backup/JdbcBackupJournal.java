package io.warifu.ingest.backup;

import io.warifu.ingest.backup.PatientRecord.KnownFile;
import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.pack.CatalogueEntry;
import io.warifu.kernel.pack.PartRef;
import io.warifu.kernel.pack.Sha256;
import io.warifu.kernel.pack.StoredPath;
import io.warifu.sharing.Threshold;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The journal in PostgreSQL, by plain statements: a batch is thousands of rows, which JPA would
 * write one by one.
 */
public final class JdbcBackupJournal implements BackupJournal {

    private static final UUID NO_SEGMENT = new UUID(0, 0);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final List<SiteId> shareSites;
    private final Threshold threshold;

    /**
     * Joins journal and outbox.
     *
     * @param shareSites in the order of their share index
     */
    public JdbcBackupJournal(
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            List<SiteId> shareSites,
            Threshold threshold) {
        if (shareSites.size() != threshold.n()) {
            throw new IllegalArgumentException("each share needs a site of its own");
        }
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.shareSites = List.copyOf(shareSites);
        this.threshold = threshold;
    }

    @Override
    public PatientRecord recall(String patientId) {
        Map<StoredPath, KnownFile> files = new HashMap<>();
        jdbc.query(
                "select f.path, f.root, c.sha256 from file f join content c using (content_id)"
                        + " where f.patient_id = ?",
                row -> {
                    files.put(
                            new StoredPath(row.getString(1)),
                            new KnownFile(new Sha256(row.getString(3)), row.getString(2)));
                },
                patientId);
        Map<Sha256, List<PartRef>> contents = new HashMap<>();
        jdbc.query(
                "select c.sha256, p.object_id, p.entry_index"
                        + " from content c join content_part p using (content_id)"
                        + " where c.patient_id = ? order by c.content_id, p.ordinal",
                row -> {
                    contents.computeIfAbsent(new Sha256(row.getString(1)), _ -> new ArrayList<>())
                            .add(
                                    new PartRef(
                                            new ObjectId(row.getObject(2, UUID.class)),
                                            row.getInt(3)));
                },
                patientId);
        return new PatientRecord(standing(patientId), files, contents);
    }

    private PatientStanding standing(String patientId) {
        return jdbc
                .query(
                        "select demographics_rank, demographics_time, demographics_sha256"
                                + " from patient where patient_id = ?",
                        (row, _) ->
                                new PatientStanding(
                                        patientId,
                                        row.getInt(1),
                                        row.getString(2),
                                        digest(row.getString(3))),
                        patientId)
                .stream()
                .findFirst()
                .orElse(PatientStanding.unknown(patientId));
    }

    private static @Nullable Sha256 digest(@Nullable String hex) {
        return hex == null ? null : new Sha256(hex);
    }

    @Override
    public void accept(Batch batch, SegmentMaker maker) {
        transactions.executeWithoutResult(_ -> {
            UUID segment = batch.entries().isEmpty() ? NO_SEGMENT : segment(batch, maker);
            batch.packs().forEach(pack -> insertObject(pack, batch.root()));
            insertVersions(batch, segment);
            new FilePlaces(jdbc, batch.root(), segment).follow(batch.entries());
            updateRoots(batch);
            upsertPatients(batch);
        });
    }

    private UUID segment(Batch batch, SegmentMaker maker) {
        // The row's lock is held until commit: the next batch waits for this one's fate.
        Long sequence =
                jdbc.queryForObject(
                        "update catalogue set next_sequence = next_sequence + 1"
                                + " returning next_sequence - 1",
                        Long.class);
        if (sequence == null) {
            throw new IllegalStateException("the catalogue row is missing");
        }
        SealedObject segment = maker.segment(sequence);
        insertObject(segment, batch.root());
        return segment.id().value();
    }

    private void insertObject(SealedObject object, String root) {
        UUID id = object.id().value();
        jdbc.update(
                "insert into object (object_id, kind, audience, pseudonym, root, missing)"
                        + " values (?, ?, ?, ?, ?, ?)",
                id,
                object.kind().name(),
                object.audience().name(),
                object.pseudonym(),
                root,
                threshold.n());
        List<Object[]> rows = new ArrayList<>(threshold.n());
        for (int i = 0; i < shareSites.size(); i++) {
            byte[] share = object.shares().get(i);
            rows.add(new Object[] {id, shareSites.get(i).value(), share, Sha256.of(share).hex()});
        }
        jdbc.batchUpdate(
                "insert into outbox (object_id, site, share, sha256) values (?, ?, ?, ?)", rows);
    }

    private void insertVersions(Batch batch, UUID segment) {
        List<Object[]> contents = new ArrayList<>();
        List<Object[]> parts = new ArrayList<>();
        List<Object[]> versions = new ArrayList<>();
        for (CatalogueEntry entry : batch.entries()) {
            if (entry instanceof CatalogueEntry.Version version) {
                UUID path = DerivedId.of(version.path());
                UUID content = DerivedId.of(version.patientId(), version.digest());
                contents.add(
                        new Object[] {
                            content,
                            version.patientId(),
                            version.digest().hex(),
                            version.sizeBytes()
                        });
                for (int i = 0; i < version.parts().size(); i++) {
                    PartRef part = version.parts().get(i);
                    parts.add(new Object[] {content, i, part.object().value(), part.index()});
                }
                versions.add(new Object[] {path, version.path().uriPath(), content, segment});
            }
        }
        jdbc.batchUpdate(
                "insert into content (content_id, patient_id, sha256, size_bytes)"
                        + " values (?, ?, ?, ?) on conflict do nothing",
                contents);
        jdbc.batchUpdate(
                "insert into content_part (content_id, ordinal, object_id, entry_index)"
                        + " values (?, ?, ?, ?) on conflict do nothing",
                parts);
        jdbc.batchUpdate(
                "insert into version (path_id, path, content_id, segment) values (?, ?, ?, ?)",
                versions);
    }

    private void updateRoots(Batch batch) {
        jdbc.batchUpdate(
                "update file set root = ? where path_id = ?",
                batch.seenHere().stream()
                        .map(path -> new Object[] {batch.root(), DerivedId.of(path)})
                        .toList());
    }

    private void upsertPatients(Batch batch) {
        for (PatientStanding standing : batch.standings()) {
            Sha256 digest = standing.digest();
            jdbc.update(
                    "insert into patient (patient_id, demographics_rank, demographics_time,"
                            + " demographics_sha256) values (?, ?, ?, ?)"
                            + " on conflict (patient_id) do update set"
                            + " demographics_rank = excluded.demographics_rank,"
                            + " demographics_time = excluded.demographics_time,"
                            + " demographics_sha256 = excluded.demographics_sha256",
                    standing.patientId(),
                    standing.rank(),
                    standing.time(),
                    digest == null ? null : digest.hex());
        }
    }

    @Override
    public Safety safetyOf(String root) {
        return safety("file", "path_id", "f.root = ?", root);
    }

    @Override
    public Safety safety() {
        return safety("version", "version_id", "true");
    }

    /** Counts from the few objects with open receipts, not from the many versions. */
    private Safety safety(String table, String key, String condition, Object... arguments) {
        String sql =
                """
                with open as (select object_id, missing from object where missing > 0),
                touched as (
                    select f.%2$s as id, o.missing
                    from open o join content_part p using (object_id)
                    join %1$s f on f.content_id = p.content_id where %3$s
                    union all
                    select f.%2$s, o.missing
                    from open o join %1$s f on f.segment = o.object_id where %3$s),
                worst as (select max(missing) as missing from touched group by id)
                select (select count(*) from %1$s f where %3$s),
                       count(*) filter (where missing <= %4$d),
                       count(*) filter (where missing > %4$d)
                from worst
                """
                        .formatted(table, key, condition, threshold.n() - threshold.k());
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            all.addAll(List.of(arguments));
        }
        return jdbc.query(
                        sql,
                        (row, _) -> {
                            long versions = row.getLong(1);
                            long atRisk = row.getLong(2);
                            return new Safety(versions, versions - atRisk - row.getLong(3), atRisk);
                        },
                        all.toArray())
                .getFirst();
    }

    @Override
    public long patients() {
        Long count =
                jdbc.queryForObject(
                        "select count(distinct patient_id) from file where patient_id <> ''",
                        Long.class);
        return count == null ? 0 : count;
    }
}
