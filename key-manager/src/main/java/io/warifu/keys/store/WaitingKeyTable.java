package io.warifu.keys.store;

import static io.warifu.keys.store.IssuedKeyTable.at;
import static io.warifu.keys.store.IssuedKeyTable.texts;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.enrolment.SaeId;
import io.warifu.keys.store.IssuedKeyTable.Owned;
import io.warifu.keys.vault.AssociatedData;
import io.warifu.keys.vault.KeyVault;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The statements on {@code waiting_key}, the destination's keys, sealed; it decides nothing. */
final class WaitingKeyTable {

    private static final String OWNED = " returning id, master, slaves, size_bits";

    private final JdbcTemplate jdbc;
    private final KeyVault vault;

    WaitingKeyTable(JdbcTemplate jdbc, KeyVault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    /** A locked row. */
    @SuppressWarnings("ArrayRecordComponent") // Sealed bytes on their way to be opened.
    record Found(
            UUID id,
            String master,
            List<String> slaves,
            List<String> undelivered,
            String source,
            String state,
            byte @Nullable [] sealed,
            KeyRoute route) {

        boolean awaits(SaeId slave) {
            return state.equals("READY") && undelivered.contains(slave.value());
        }
    }

    void insert(List<WaitingKey> keys) {
        List<Object[]> rows = new ArrayList<>(keys.size());
        for (WaitingKey key : keys) {
            String[] slaves =
                    key.slaves().stream().map(SaeId::value).sorted().toArray(String[]::new);
            rows.add(
                    new Object[] {
                        key.id(),
                        key.master().value(),
                        slaves,
                        slaves,
                        key.source().value(),
                        key.key().lengthBits(),
                        vault.seal(
                                key.key(),
                                about(
                                        key.id(),
                                        key.master().value(),
                                        List.of(slaves),
                                        key.source().value())),
                        key.route().text(),
                        key.route().hybrid().word(),
                        key.route().links().toArray(String[]::new),
                        at(key.madeAt()),
                        at(key.expiresAt())
                    });
        }
        var _ =
                jdbc.batchUpdate(
                        """
                        insert into waiting_key (id, master, slaves, undelivered, source, size_bits,
                            state, sealed, paths, hybrid, links, made_at, expires_at)
                        values (?, ?, ?, ?, ?, ?, 'READY', ?, ?, ?, ?, ?, ?)
                        """,
                        rows);
    }

    List<Found> lock(List<UUID> ids, Instant now) {
        return jdbc.query(
                """
                select id, master, slaves, undelivered, source, state, sealed, paths, hybrid
                from waiting_key where id = any(?) and expires_at > ? order by id for update
                """,
                (row, _) ->
                        new Found(
                                row.getObject(1, UUID.class),
                                row.getString(2),
                                texts(row.getArray(3)),
                                texts(row.getArray(4)),
                                row.getString(5),
                                row.getString(6),
                                row.getBytes(7),
                                KeyRoute.of(row.getString(8), HybridMode.of(row.getString(9)))),
                ids.toArray(UUID[]::new),
                at(now));
    }

    TakenKey open(Found key) {
        byte[] sealed = key.sealed();
        if (sealed == null) {
            throw new IllegalStateException("a key that is READY has no material");
        }
        return new TakenKey(
                key.id(),
                vault.open(sealed, about(key.id(), key.master(), key.slaves(), key.source())),
                key.route());
    }

    /** Marks the keys as delivered to the slave, and erases those that no other slave awaits. */
    List<Owned> deliver(List<UUID> ids, SaeId slave) {
        return jdbc.query(
                """
                update waiting_key
                set undelivered = array_remove(undelivered, ?),
                    sealed = case when cardinality(undelivered) > 1 then sealed end,
                    state = case when cardinality(undelivered) > 1 then state else 'DELIVERED' end
                where id = any(?) and state = 'READY' and ? = any(undelivered)
                """
                        + OWNED,
                (row, _) -> Owned.read(row),
                slave.value(),
                ids.toArray(UUID[]::new),
                slave.value());
    }

    List<Owned> voidKeys(SiteId source, Collection<UUID> ids) {
        return jdbc.query(
                """
                update waiting_key set state = 'VOID', sealed = null
                where source = ? and id = any(?) and state = 'READY'
                """
                        + OWNED,
                (row, _) -> Owned.read(row),
                source.value(),
                ids.toArray(UUID[]::new));
    }

    List<Owned> voidAll() {
        return jdbc.query(
                "update waiting_key set state = 'VOID', sealed = null where state = 'READY'"
                        + OWNED,
                (row, _) -> Owned.read(row));
    }

    List<Owned> quarantineOver(String link, Instant madeAfter) {
        return jdbc.query(
                """
                update waiting_key set state = 'QUARANTINED', sealed = null
                where state = 'READY' and ? = any(links) and made_at > ?
                """
                        + OWNED,
                (row, _) -> Owned.read(row),
                link,
                at(madeAfter));
    }

    List<Owned> expireReady(Instant now) {
        return jdbc.query(
                """
                update waiting_key set state = 'VOID', sealed = null
                where state = 'READY' and expires_at <= ?
                """
                        + OWNED,
                (row, _) -> Owned.read(row),
                at(now));
    }

    void deleteExpired(Instant now) {
        var _ = jdbc.update("delete from waiting_key where expires_at <= ?", at(now));
    }

    long count() {
        return number("select count(*) from waiting_key where state = 'READY'");
    }

    long countFor(SaeId slave) {
        return number(
                "select count(*) from waiting_key where state = 'READY' and ? = any(undelivered)",
                slave.value());
    }

    /** When the oldest key that is still sealed was made. */
    Optional<Instant> oldestSealed() {
        return Optional.ofNullable(
                        jdbc.queryForObject(
                                "select min(made_at) from waiting_key where state = 'READY'",
                                OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    private long number(String query, Object... arguments) {
        Long number = jdbc.queryForObject(query, Long.class, arguments);
        return number == null ? 0 : number;
    }

    private static AssociatedData about(
            UUID id, String master, List<String> slaves, String source) {
        List<String> fields = new ArrayList<>(List.of(id.toString(), master, source));
        fields.addAll(slaves);
        return new AssociatedData("waiting-key", fields);
    }
}
