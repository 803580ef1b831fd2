package io.warifu.keys.store;

import static io.warifu.keys.store.IssuedKeyTable.SEPARATOR;
import static io.warifu.keys.store.IssuedKeyTable.at;
import static io.warifu.keys.store.IssuedKeyTable.names;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.enrolment.SaeId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The statements on {@code reserved_keys}: keys on their way, one row for all that differ in their
 * ids alone. A row leaves the table as a whole; of two that want it, the second finds nothing.
 */
final class ReservedKeyTable {

    private static final String FIELDS =
            """
             array_to_string(ids, '%1$s'), master, array_to_string(slaves, '%1$s'),
             array_to_string(destinations, '%1$s'), size_bits, made_at, expires_at
            """
                    .formatted(SEPARATOR);

    private final JdbcTemplate jdbc;

    ReservedKeyTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Collection<IssuedKey> keys) {
        IssuedKey.alike(keys).forEach(this::insertAlike);
    }

    private void insertAlike(List<IssuedKey> keys) {
        IssuedKey one = keys.getFirst();
        var _ =
                jdbc.update(
                        """
                        insert into reserved_keys (ids, master, slaves, destinations, size_bits,
                            made_at, expires_at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        """,
                        keys.stream().map(IssuedKey::id).toArray(UUID[]::new),
                        one.master().value(),
                        one.slaves().stream().map(SaeId::value).toArray(String[]::new),
                        one.destinations().stream().map(SiteId::value).toArray(String[]::new),
                        one.sizeBits(),
                        at(one.madeAt()),
                        at(one.expiresAt()));
    }

    /** Takes these keys out of the table and returns those that were there. */
    List<IssuedKey> take(Collection<UUID> ids) {
        Set<UUID> wanted = Set.copyOf(ids);
        List<IssuedKey> found = new ArrayList<>();
        List<IssuedKey> others = new ArrayList<>();
        deleted("ids && ?", (Object) wanted.toArray(UUID[]::new))
                .forEach(key -> (wanted.contains(key.id()) ? found : others).add(key));
        insert(others);
        return found;
    }

    List<IssuedKey> takeAll() {
        return deleted("true");
    }

    List<IssuedKey> takeExpired(Instant now) {
        return deleted("expires_at <= ?", at(now));
    }

    /** About {@code limit} keys: rows are returned whole. */
    List<IssuedKey> madeBefore(Instant time, int limit) {
        List<IssuedKey> keys = new ArrayList<>();
        for (List<IssuedKey> row :
                jdbc.query(
                        "select" + FIELDS + "from reserved_keys where made_at < ? order by row_id",
                        (row, _) -> read(row),
                        at(time))) {
            if (keys.size() >= limit) {
                break;
            }
            keys.addAll(row);
        }
        return keys;
    }

    private List<IssuedKey> deleted(String condition, Object... arguments) {
        return jdbc
                .query(
                        "delete from reserved_keys where " + condition + " returning" + FIELDS,
                        (row, _) -> read(row),
                        arguments)
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private static List<IssuedKey> read(ResultSet row) throws SQLException {
        SaeId master = new SaeId(row.getString(2));
        List<SaeId> slaves = names(row.getString(3)).stream().map(SaeId::new).toList();
        List<SiteId> destinations = names(row.getString(4)).stream().map(SiteId::new).toList();
        int sizeBits = row.getInt(5);
        Instant madeAt = row.getObject(6, OffsetDateTime.class).toInstant();
        Instant expiresAt = row.getObject(7, OffsetDateTime.class).toInstant();
        return names(row.getString(1)).stream()
                .map(UUID::fromString)
                .map(id ->
                        new IssuedKey(
                                id, master, slaves, destinations, sizeBits, madeAt, expiresAt))
                .toList();
    }
}
