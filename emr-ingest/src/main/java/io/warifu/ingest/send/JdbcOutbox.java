package io.warifu.ingest.send;

import io.warifu.kernel.id.ObjectId;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.pack.Sha256;
import io.warifu.kernel.wire.share.Audience;
import io.warifu.kernel.wire.share.ObjectKind;
import io.warifu.kernel.wire.share.ShareReceipt;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The outbox in PostgreSQL. */
public final class JdbcOutbox implements Outbox {

    /** One statement, so that share, receipt and count change together or not at all. */
    private static final String SETTLE =
            """
            with gone as (
                delete from outbox where object_id = ? and site = ? returning object_id, site),
            kept as (
                insert into receipt (object_id, site, sha256, stored_at, signature)
                select object_id, site, ?, ?, ? from gone)
            update object o set missing = missing - 1 from gone where o.object_id = gone.object_id
            """;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;

    public JdbcOutbox(JdbcTemplate jdbc, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    @Override
    public List<OutboxItem> due(SiteId site, int limit, Instant now) {
        return jdbc.query(
                "select b.outbox_id, b.object_id, o.kind, o.audience, o.pseudonym, b.sha256,"
                        + " b.attempts from outbox b join object o using (object_id)"
                        + " where b.site = ? and b.not_before <= ?"
                        + " order by b.outbox_id limit ?",
                (row, _) -> item(row),
                site.value(),
                at(now),
                limit);
    }

    private static OutboxItem item(ResultSet row) throws SQLException {
        return new OutboxItem(
                row.getLong(1),
                new ObjectId(row.getObject(2, UUID.class)),
                ObjectKind.valueOf(row.getString(3)),
                Audience.valueOf(row.getString(4)),
                row.getObject(5, UUID.class),
                new Sha256(row.getString(6)),
                row.getInt(7));
    }

    @Override
    public byte[] share(OutboxItem item) {
        byte[] share =
                jdbc.queryForObject(
                        "select share from outbox where outbox_id = ?", byte[].class, item.id());
        if (share == null) {
            throw new IllegalStateException("the outbox has lost share " + item.id());
        }
        return share;
    }

    @Override
    public void settle(List<ShareReceipt> receipts) {
        if (receipts.isEmpty()) {
            return;
        }
        // One order for all senders, since each of them locks rows of the same objects.
        List<Object[]> rows =
                receipts.stream()
                        .sorted(Comparator.comparing(ShareReceipt::objectId))
                        .map(JdbcOutbox::row)
                        .toList();
        transactions.executeWithoutResult(_ -> jdbc.batchUpdate(SETTLE, rows));
    }

    private static Object[] row(ShareReceipt receipt) {
        return new Object[] {
            UUID.fromString(receipt.objectId()),
            receipt.site(),
            receipt.sha256(),
            receipt.storedAt(),
            receipt.signature()
        };
    }

    @Override
    public void postpone(OutboxItem item, Instant notBefore) {
        jdbc.update(
                "update outbox set attempts = attempts + 1, not_before = ? where outbox_id = ?",
                at(notBefore),
                item.id());
    }

    @Override
    public long depth() {
        Long depth = jdbc.queryForObject("select count(*) from outbox", Long.class);
        return depth == null ? 0 : depth;
    }

    @Override
    public Open openOf(String root) {
        Integer missing =
                jdbc.queryForObject(
                        "select coalesce(max(missing), 0) from object"
                                + " where root = ? and missing > 0",
                        Integer.class,
                        root);
        List<SiteId> sites =
                jdbc.query(
                        "select distinct b.site from outbox b join object o using (object_id)"
                                + " where o.root = ? and o.missing > 0",
                        (row, _) -> new SiteId(row.getString(1)),
                        root);
        return new Open(missing == null ? 0 : missing, Set.copyOf(sites));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
