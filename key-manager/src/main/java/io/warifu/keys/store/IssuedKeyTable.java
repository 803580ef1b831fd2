package io.warifu.keys.store;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.audit.KeyState;
import io.warifu.keys.enrolment.SaeId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** The statements on {@code issued_key}, the source's notes; it decides nothing. */
final class IssuedKeyTable {

    /** Joins names in a result: reading arrays stood out in the profile of a busy key manager. */
    static final String SEPARATOR = "\u001f";

    static final String OWNED =
            " returning id, master, array_to_string(slaves, '" + SEPARATOR + "'), size_bits";

    private static final UUID NO_ID = new UUID(0, 0);

    private final JdbcTemplate jdbc;

    IssuedKeyTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A row that changed its state. */
    record Owned(UUID id, String master, List<String> slaves, int sizeBits) {

        static Owned read(ResultSet row) throws SQLException {
            return new Owned(
                    row.getObject(1, UUID.class),
                    row.getString(2),
                    names(row.getString(3)).stream().sorted().toList(),
                    row.getInt(4));
        }

        /** The pair as the audit names it. */
        String subject() {
            return PostgresKeyStore.subject(master, slaves);
        }
    }

    /** One statement for all keys that differ in nothing but their ids. */
    void insert(List<IssuedKey> keys) {
        keys.stream()
                .collect(Collectors.groupingBy(IssuedKeyTable::withoutId, Collectors.toList()))
                .values()
                .forEach(this::insertAlike);
    }

    private void insertAlike(List<IssuedKey> keys) {
        IssuedKey one = keys.getFirst();
        var _ =
                jdbc.update(
                        """
                        insert into issued_key (id, master, slaves, destinations, size_bits, state,
                            made_at, expires_at)
                        select id, ?, ?, ?, ?, 'RESERVED', ?, ? from unnest(?) id
                        """,
                        one.master().value(),
                        one.slaves().stream().map(SaeId::value).toArray(String[]::new),
                        one.destinations().stream().map(SiteId::value).toArray(String[]::new),
                        one.sizeBits(),
                        at(one.madeAt()),
                        at(one.expiresAt()),
                        keys.stream().map(IssuedKey::id).toArray(UUID[]::new));
    }

    private static IssuedKey withoutId(IssuedKey key) {
        return new IssuedKey(
                NO_ID,
                key.master(),
                key.slaves(),
                key.destinations(),
                key.sizeBits(),
                key.madeAt(),
                key.expiresAt());
    }

    /** All of the keys, or none and an empty list if one of them is not RESERVED. */
    List<Owned> issue(List<UUID> ids, List<String> links) {
        return jdbc.query(
                """
                with mine (owned) as (
                    select id from issued_key where id = any(?) and state = 'RESERVED'
                    order by id for update)
                update issued_key set state = 'ISSUED', links = ?
                from mine where id = owned and (select count(*) from mine) = ?
                """
                        + OWNED,
                (row, _) -> Owned.read(row),
                ids.toArray(UUID[]::new),
                links.toArray(String[]::new),
                ids.size());
    }

    /**
     * Voids those of the keys that are in this state.
     *
     * @param from RESERVED or ISSUED
     */
    List<Owned> voidKeys(Collection<UUID> ids, KeyState from) {
        return jdbc.query(
                "update issued_key set state = 'VOID' where id = any(?) and state = ?" + OWNED,
                (row, _) -> Owned.read(row),
                ids.toArray(UUID[]::new),
                from.name());
    }

    List<Owned> voidReserved() {
        return jdbc.query(
                "update issued_key set state = 'VOID' where state = 'RESERVED'" + OWNED,
                (row, _) -> Owned.read(row));
    }

    List<Owned> voidOver(String link, Instant madeAfter) {
        return jdbc.query(
                """
                update issued_key set state = 'VOID'
                where state = 'ISSUED' and ? = any(links) and made_at > ?
                """
                        + OWNED,
                (row, _) -> Owned.read(row),
                link,
                at(madeAfter));
    }

    List<IssuedKey> stale(Instant madeBefore, int limit) {
        return jdbc.query(
                """
                select id, master, slaves, destinations, size_bits, made_at, expires_at
                from issued_key where state = 'RESERVED' and made_at < ? limit ?
                """,
                (row, _) ->
                        new IssuedKey(
                                row.getObject(1, UUID.class),
                                new SaeId(row.getString(2)),
                                texts(row.getArray(3)).stream().map(SaeId::new).toList(),
                                texts(row.getArray(4)).stream().map(SiteId::new).toList(),
                                row.getInt(5),
                                row.getObject(6, OffsetDateTime.class).toInstant(),
                                row.getObject(7, OffsetDateTime.class).toInstant()),
                at(madeBefore),
                limit);
    }

    List<Owned> expireReserved(Instant now) {
        return jdbc.query(
                """
                update issued_key set state = 'VOID' where state = 'RESERVED' and expires_at <= ?
                """
                        + OWNED,
                (row, _) -> Owned.read(row),
                at(now));
    }

    void deleteExpired(Instant now) {
        var _ = jdbc.update("delete from issued_key where expires_at <= ?", at(now));
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static List<String> names(String joined) {
        return List.of(joined.split(SEPARATOR, -1));
    }

    private static List<String> texts(Array array) throws SQLException {
        return Arrays.asList((String[]) array.getArray());
    }
}
