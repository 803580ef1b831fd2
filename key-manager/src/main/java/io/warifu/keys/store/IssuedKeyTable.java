package io.warifu.keys.store;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.enrolment.SaeId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** The statements on {@code issued_key}, the source's notes; it decides nothing. */
final class IssuedKeyTable {

    /** Joins names in a result: reading arrays stood out in the profile of a busy key manager. */
    static final String SEPARATOR = "\u001f";

    static final String OWNED =
            " returning id, master, array_to_string(slaves, '" + SEPARATOR + "'), size_bits";

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

        static Owned of(IssuedKey key) {
            return new Owned(
                    key.id(),
                    key.master().value(),
                    key.slaves().stream().map(SaeId::value).sorted().toList(),
                    key.sizeBits());
        }

        /** The pair as the audit names it. */
        String subject() {
            return PostgresKeyStore.subject(master, slaves);
        }
    }

    /** Keys that crossed these links; one statement for all that differ in their ids alone. */
    void insert(List<IssuedKey> keys, List<String> links) {
        IssuedKey.alike(keys).forEach(alike -> insertAlike(alike, links));
    }

    private void insertAlike(List<IssuedKey> keys, List<String> links) {
        IssuedKey one = keys.getFirst();
        var _ =
                jdbc.update(
                        """
                        insert into issued_key (id, master, slaves, destinations, size_bits, state,
                            made_at, expires_at, links)
                        select id, ?, ?, ?, ?, 'ISSUED', ?, ?, ? from unnest(?) id
                        """,
                        one.master().value(),
                        one.slaves().stream().map(SaeId::value).toArray(String[]::new),
                        one.destinations().stream().map(SiteId::value).toArray(String[]::new),
                        one.sizeBits(),
                        at(one.madeAt()),
                        at(one.expiresAt()),
                        links.toArray(String[]::new),
                        keys.stream().map(IssuedKey::id).toArray(UUID[]::new));
    }

    /** Voids those of the keys that are ISSUED. */
    List<Owned> voidKeys(Collection<UUID> ids) {
        return jdbc.query(
                "update issued_key set state = 'VOID' where id = any(?) and state = 'ISSUED'"
                        + OWNED,
                (row, _) -> Owned.read(row),
                (Object) ids.toArray(UUID[]::new));
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

    void deleteExpired(Instant now) {
        var _ = jdbc.update("delete from issued_key where expires_at <= ?", at(now));
    }

    static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static List<String> names(String joined) {
        return List.of(joined.split(SEPARATOR, -1));
    }
}
