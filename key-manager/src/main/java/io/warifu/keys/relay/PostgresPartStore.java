package io.warifu.keys.relay;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.vault.AssociatedData;
import io.warifu.keys.vault.KeyVault;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Parts in PostgreSQL, sealed by the vault, so that the parts of a batch may come to several
 * instances. A lock of the batch, held to the end of the transaction, puts its parts in a row.
 */
final class PostgresPartStore implements PartStore {

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final KeyVault vault;

    PostgresPartStore(JdbcTemplate jdbc, TransactionTemplate transaction, KeyVault vault) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.vault = vault;
    }

    /** A waiting part, still sealed. */
    @SuppressWarnings("ArrayRecordComponent") // Read once; compared nowhere.
    private record Row(int number, String path, byte[] manifest, byte[] sealed) {}

    @Override
    public Added add(Part part) {
        return transaction.execute(_ -> {
            UUID batch = part.manifest().batch();
            jdbc.query(
                    "select pg_advisory_xact_lock(hashtextextended(?, 0))",
                    _ -> {},
                    batch.toString());
            List<Row> rows = rows(batch);
            byte[] manifest = part.manifest().toBytes();
            boolean fits =
                    rows.stream()
                            .allMatch(row ->
                                    Arrays.equals(row.manifest(), manifest)
                                            && row.number() != part.number()
                                            && sites(row.path())
                                                    .getFirst()
                                                    .equals(part.path().getFirst()));
            if (!fits) {
                delete(batch);
                return new Added.Differs();
            }
            if (rows.size() + 1 < part.manifest().parts()) {
                insert(part, manifest);
                return new Added.Incomplete();
            }
            delete(batch);
            return complete(part, rows);
        });
    }

    private Added complete(Part last, List<Row> rows) {
        List<Part> parts = new ArrayList<>();
        for (Row row : rows) {
            SecretBytes load = vault.open(row.sealed(), about(last.manifest(), row.number()));
            parts.add(new Part(row.number(), sites(row.path()), last.manifest(), load));
        }
        SecretBytes own = SecretBytes.takeFrom(last.load().exposeForWire());
        parts.add(new Part(last.number(), last.path(), last.manifest(), own));
        parts.sort(Comparator.comparingInt(Part::number));
        return new Added.Complete(parts);
    }

    private List<Row> rows(UUID batch) {
        return jdbc.query(
                "select part, path, manifest, sealed from relay_part where batch = ?",
                (row, _) ->
                        new Row(row.getInt(1), row.getString(2), row.getBytes(3), row.getBytes(4)),
                batch);
    }

    private void insert(Part part, byte[] manifest) {
        var _ =
                jdbc.update(
                        """
                        insert into relay_part (batch, part, path, manifest, sealed, expires_at)
                        values (?, ?, ?, ?, ?, ?)
                        """,
                        part.manifest().batch(),
                        part.number(),
                        part.path().stream().map(SiteId::value).collect(Collectors.joining(">")),
                        manifest,
                        vault.seal(part.load(), about(part.manifest(), part.number())),
                        part.manifest().expiresAt().atOffset(ZoneOffset.UTC));
    }

    private void delete(UUID batch) {
        var _ = jdbc.update("delete from relay_part where batch = ?", batch);
    }

    @Override
    public int expire(Instant now) {
        return jdbc.update(
                "delete from relay_part where expires_at <= ?", now.atOffset(ZoneOffset.UTC));
    }

    private static AssociatedData about(Manifest manifest, int part) {
        return AssociatedData.of("relay-part", manifest.batch().toString(), Integer.toString(part));
    }

    private static List<SiteId> sites(String path) {
        return Arrays.stream(path.split(">")).map(SiteId::new).toList();
    }
}
