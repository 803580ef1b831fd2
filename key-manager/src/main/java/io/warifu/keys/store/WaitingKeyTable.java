package io.warifu.keys.store;

import static io.warifu.keys.store.IssuedKeyTable.SEPARATOR;
import static io.warifu.keys.store.IssuedKeyTable.at;
import static io.warifu.keys.store.IssuedKeyTable.names;

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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The statements on {@code waiting_key}, the destination's keys, sealed; it decides nothing. */
final class WaitingKeyTable {

    private static final String LOCK =
            """
            select id, master, array_to_string(slaves, '%1$s'),
                array_to_string(undelivered, '%1$s'), source, state, sealed, paths, hybrid
            from waiting_key where id = any(?) and expires_at > ? order by id for update
            """
                    .formatted(SEPARATOR);

    private static final String DELIVER =
            """
            with moved as (
                update waiting_key
                set undelivered = array_remove(undelivered, ?),
                    sealed = case when cardinality(undelivered) > 1 then sealed end,
                    state = case when cardinality(undelivered) > 1 then state else 'DELIVERED' end
                where id = any(?) and state = 'READY' and ? = any(undelivered)
                returning *),
            counted as (
                insert into waiting_change (slave, change)
                select ?, -count(*) from moved having count(*) > 0
                union all
                select '', -count(*) from moved where state = 'DELIVERED' having count(*) > 0)
            select id, master, array_to_string(slaves, '%s'), size_bits from moved
            """
                    .formatted(SEPARATOR);

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

    /** What keys have in common that came together for the same SAEs. */
    private record Common(
            SaeId master,
            List<SaeId> slaves,
            SiteId source,
            int sizeBits,
            KeyRoute route,
            Instant madeAt,
            Instant expiresAt) {

        static Common of(WaitingKey key) {
            return new Common(
                    key.master(),
                    key.slaves(),
                    key.source(),
                    key.key().lengthBits(),
                    key.route(),
                    key.madeAt(),
                    key.expiresAt());
        }
    }

    /** One statement for all keys that have everything but id and material in common. */
    void insert(List<WaitingKey> keys) {
        keys.stream()
                .collect(Collectors.groupingBy(Common::of, Collectors.toList()))
                .forEach(this::insertAlike);
    }

    private void insertAlike(Common common, List<WaitingKey> keys) {
        String[] slaves =
                common.slaves().stream().map(SaeId::value).sorted().toArray(String[]::new);
        byte[][] sealed = new byte[keys.size()][];
        for (int i = 0; i < sealed.length; i++) {
            WaitingKey key = keys.get(i);
            sealed[i] =
                    vault.seal(
                            key.key(),
                            about(
                                    key.id(),
                                    key.master().value(),
                                    List.of(slaves),
                                    key.source().value()));
        }
        var _ =
                jdbc.update(
                        """
                        with arrived as (
                            insert into waiting_key (id, master, slaves, undelivered, source,
                                size_bits, state, sealed, paths, hybrid, links, made_at, expires_at)
                            select k.id, ?, ?, ?, ?, ?, 'READY', k.sealed, ?, ?, ?, ?, ?
                            from unnest(?, ?) as k (id, sealed))
                        insert into waiting_change (slave, change)
                        select slave, ? from unnest(?) slave union all select '', ?
                        """,
                        common.master().value(),
                        slaves,
                        slaves,
                        common.source().value(),
                        common.sizeBits(),
                        common.route().text(),
                        common.route().hybrid().word(),
                        common.route().links().toArray(String[]::new),
                        at(common.madeAt()),
                        at(common.expiresAt()),
                        keys.stream().map(WaitingKey::id).toArray(UUID[]::new),
                        sealed,
                        keys.size(),
                        slaves,
                        keys.size());
    }

    List<Found> lock(List<UUID> ids, Instant now) {
        return jdbc.query(
                LOCK,
                (row, _) ->
                        new Found(
                                row.getObject(1, UUID.class),
                                row.getString(2),
                                names(row.getString(3)),
                                names(row.getString(4)),
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
                DELIVER,
                (row, _) -> Owned.read(row),
                slave.value(),
                ids.toArray(UUID[]::new),
                slave.value(),
                slave.value());
    }

    List<Owned> voidKeys(SiteId source, Collection<UUID> ids) {
        return end(
                """
                update waiting_key set state = 'VOID', sealed = null
                where source = ? and id = any(?) and state = 'READY'
                """,
                source.value(),
                ids.toArray(UUID[]::new));
    }

    List<Owned> voidAll() {
        return end("update waiting_key set state = 'VOID', sealed = null where state = 'READY'");
    }

    List<Owned> quarantineOver(String link, Instant madeAfter) {
        return end(
                """
                update waiting_key set state = 'QUARANTINED', sealed = null
                where state = 'READY' and ? = any(links) and made_at > ?
                """,
                link,
                at(madeAfter));
    }

    List<Owned> expireReady(Instant now) {
        return end(
                """
                update waiting_key set state = 'VOID', sealed = null
                where state = 'READY' and expires_at <= ?
                """,
                at(now));
    }

    /** Changes keys that are READY, and counts them out within the same statement. */
    private List<Owned> end(String update, Object... arguments) {
        return jdbc.query(
                """
                with moved as (%1$s returning *),
                counted as (
                    insert into waiting_change (slave, change)
                    select slave, -count(*) from moved, unnest(undelivered) slave group by slave
                    union all
                    select '', -count(*) from moved having count(*) > 0)
                select id, master, array_to_string(slaves, '%2$s'), size_bits from moved
                """
                        .formatted(update, SEPARATOR),
                (row, _) -> Owned.read(row),
                arguments);
    }

    /** Keys that were counted out already. */
    void deleteExpired(Instant now) {
        var _ =
                jdbc.update(
                        "delete from waiting_key where expires_at <= ? and state <> 'READY'",
                        at(now));
    }

    long count() {
        return changes("");
    }

    long countFor(SaeId slave) {
        return changes(slave.value());
    }

    private long changes(String slave) {
        Long sum =
                jdbc.queryForObject(
                        "select coalesce(sum(change), 0)::bigint from waiting_change where slave = ?",
                        Long.class,
                        slave);
        return sum == null ? 0 : sum;
    }

    /** Adds up what has changed since the last time; any number of instances may do so at once. */
    void addChangesUp() {
        var _ =
                jdbc.update(
                        """
                        with gone as (delete from waiting_change returning slave, change)
                        insert into waiting_change (slave, change)
                        select slave, sum(change) from gone group by slave having sum(change) <> 0
                        """);
    }

    /** When the oldest key that is still sealed was made. */
    Optional<Instant> oldestSealed() {
        return Optional.ofNullable(
                        jdbc.queryForObject(
                                "select min(made_at) from waiting_key where state = 'READY'",
                                OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    private static AssociatedData about(
            UUID id, String master, List<String> slaves, String source) {
        List<String> fields = new ArrayList<>(List.of(id.toString(), master, source));
        fields.addAll(slaves);
        return new AssociatedData("waiting-key", fields);
    }
}
