package io.warifu.keys.audit;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** The statements of chaining and verification. */
final class AuditTable {

    private static final String FIELDS =
            " at, actor, coalesce(from_state, ''), to_state, subject, key_ids, bits, detail ";

    /** Any number that no other advisory lock of this database uses. */
    private static final long CHAIN_LOCK = 0x77617269_66750001L;

    private final JdbcTemplate jdbc;

    AuditTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The end of the chain. */
    @SuppressWarnings("ArrayRecordComponent") // A hash, compared nowhere as a record.
    record Head(long position, byte[] hash) {}

    /** A row that has its place. */
    @SuppressWarnings("ArrayRecordComponent") // A hash, compared nowhere as a record.
    record Row(ChainedEvent event, byte[] hash) {}

    /** Whether this transaction may chain; no other instance does until it ends. */
    boolean tryLock() {
        Boolean locked =
                jdbc.queryForObject(
                        "select pg_try_advisory_xact_lock(?)", Boolean.class, CHAIN_LOCK);
        return Boolean.TRUE.equals(locked);
    }

    Head head() {
        return jdbc
                .query(
                        """
                        select position, hash from audit_event where position is not null
                        order by position desc limit 1
                        """,
                        (row, _) -> new Head(row.getLong(1), row.getBytes(2)))
                .stream()
                .findFirst()
                .orElseGet(() -> new Head(0, new byte[ChainedEvent.HASH_BYTES]));
    }

    /** An event without a place yet, with its row id. */
    record Loose(long id, ChainedEvent event) {}

    List<Loose> loose(long afterPosition, int limit) {
        return jdbc.query(
                "select id,"
                        + FIELDS
                        + "from audit_event where position is null order by id limit ?",
                (row, number) ->
                        new Loose(row.getLong(1), event(row, 2, afterPosition + 1 + number)),
                limit);
    }

    /** Gives the events their places in one statement. */
    void chain(List<Loose> events, List<byte[]> hashes) {
        var _ =
                jdbc.update(
                        """
                        update audit_event e set position = c.position, hash = c.hash
                        from unnest(?, ?, ?) as c (id, position, hash) where e.id = c.id
                        """,
                        events.stream().map(Loose::id).toArray(Long[]::new),
                        events.stream().map(loose -> loose.event().position()).toArray(Long[]::new),
                        hashes.toArray(byte[][]::new));
    }

    List<Row> chained(long afterPosition, int limit) {
        return jdbc.query(
                "select position, hash,"
                        + FIELDS
                        + "from audit_event where position > ? order by position limit ?",
                (row, _) -> new Row(event(row, 3, row.getLong(1)), row.getBytes(2)),
                afterPosition,
                limit);
    }

    long looseCount() {
        Long count =
                jdbc.queryForObject(
                        "select count(*) from audit_event where position is null", Long.class);
        return count == null ? 0 : count;
    }

    /** The newest events that have their place, newest first. */
    List<Row> newest(int limit) {
        return jdbc.query(
                "select position, hash,"
                        + FIELDS
                        + "from audit_event where position is not null"
                        + " order by position desc limit ?",
                (row, _) -> new Row(event(row, 3, row.getLong(1)), row.getBytes(2)),
                limit);
    }

    /** A signed end of the chain. */
    @SuppressWarnings("ArrayRecordComponent") // Hash and signature, compared nowhere as a record.
    record Seal(long position, byte[] hash, Instant signedAt, byte[] signature) {}

    void seal(Seal seal) {
        var _ =
                jdbc.update(
                        """
                        insert into audit_seal (position, hash, signed_at, signature)
                        values (?, ?, ?, ?) on conflict do nothing
                        """,
                        seal.position(),
                        seal.hash(),
                        seal.signedAt().atOffset(ZoneOffset.UTC),
                        seal.signature());
    }

    /** All seals in the order of the chain. */
    List<Seal> seals() {
        return jdbc.query(
                "select position, hash, signed_at, signature from audit_seal order by position",
                (row, _) ->
                        new Seal(
                                row.getLong(1),
                                row.getBytes(2),
                                row.getObject(3, OffsetDateTime.class).toInstant(),
                                row.getBytes(4)));
    }

    private static ChainedEvent event(ResultSet row, int first, long position) throws SQLException {
        return new ChainedEvent(
                position,
                row.getObject(first, OffsetDateTime.class).toInstant(),
                row.getString(first + 1),
                row.getString(first + 2),
                row.getString(first + 3),
                row.getString(first + 4),
                ids(row.getArray(first + 5)),
                row.getLong(first + 6),
                row.getString(first + 7));
    }

    private static List<UUID> ids(Array array) throws SQLException {
        return List.of((UUID[]) array.getArray());
    }
}
