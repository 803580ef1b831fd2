package io.warifu.keys.store;

import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.keys.enrolment.SaeId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Store in PostgreSQL.
 *
 * <p>Guarantee: a key is given out by the one DELETE ... RETURNING that finds its row, in the
 * transaction that covers all ids of the request; the rows were locked in the order of their ids
 * before, so that overlapping requests wait for each other and never deadlock. Limit: a deleted row
 * stays on the disk until the database cleans up; keys are not encrypted at rest yet.
 */
public final class PostgresKeyStore implements KeyStore {

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    public PostgresKeyStore(JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public Put put(List<WaitingKey> keys) {
        List<byte[]> lent = keys.stream().map(key -> key.key().exposeForWire()).toList();
        try {
            return transaction.execute(_ -> {
                if (waitingFor(keys.getFirst().slave()) + keys.size() > MAX_WAITING_PER_SLAVE) {
                    return Put.FULL;
                }
                insert(keys, lent);
                return Put.STORED;
            });
        } catch (DuplicateKeyException e) {
            return Put.ID_IN_USE;
        } finally {
            lent.forEach(bytes -> Arrays.fill(bytes, (byte) 0));
        }
    }

    private void insert(List<WaitingKey> keys, List<byte[]> material) {
        List<Object[]> rows = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            WaitingKey key = keys.get(i);
            rows.add(
                    new Object[] {
                        key.id(),
                        key.master().value(),
                        key.slave().value(),
                        key.source().value(),
                        material.get(i),
                        at(key.expiresAt())
                    });
        }
        var _ =
                jdbc.batchUpdate(
                        """
                        insert into waiting_key (id, master, slave, source_site, material, expires_at)
                        values (?, ?, ?, ?, ?, ?)
                        """,
                        rows);
    }

    @Override
    public Taken take(SaeId slave, SaeId master, List<UUID> ids, Instant now) {
        return transaction.execute(_ -> {
            UUID[] wanted = ids.toArray(UUID[]::new);
            List<Owner> owners = lock(wanted, now);
            if (owners.stream().anyMatch(owner -> !owner.slave().equals(slave.value()))) {
                return new Taken.NotEntitled();
            }
            if (owners.size() < wanted.length
                    || owners.stream().anyMatch(owner -> !owner.master().equals(master.value()))) {
                return new Taken.NotFound();
            }
            Map<UUID, SecretBytes> taken = delete(wanted);
            if (taken.size() != wanted.length) {
                throw new IllegalStateException("locked keys vanished");
            }
            return new Taken.Keys(ids.stream().map(taken::get).toList());
        });
    }

    /** Who a locked key is for. */
    private record Owner(String master, String slave) {}

    private List<Owner> lock(UUID[] ids, Instant now) {
        return jdbc.query(
                """
                select master, slave from waiting_key
                where id = any(?) and expires_at > ? order by id for update
                """,
                (row, _) -> new Owner(row.getString(1), row.getString(2)),
                ids,
                at(now));
    }

    private Map<UUID, SecretBytes> delete(UUID[] ids) {
        Map<UUID, SecretBytes> taken = new HashMap<>();
        jdbc.query(
                "delete from waiting_key where id = any(?) returning id, material",
                row -> {
                    taken.put(row.getObject(1, UUID.class), secret(row));
                },
                (Object) ids);
        return taken;
    }

    private static SecretBytes secret(ResultSet row) throws SQLException {
        return SecretBytes.takeFrom(row.getBytes(2));
    }

    @Override
    public int cancel(SiteId source, Collection<UUID> ids) {
        return jdbc.update(
                "delete from waiting_key where source_site = ? and id = any(?)",
                source.value(),
                ids.toArray(UUID[]::new));
    }

    @Override
    public void recordIssued(List<IssuedKey> keys) {
        List<Object[]> rows =
                keys.stream()
                        .map(key ->
                                new Object[] {
                                    key.id(),
                                    key.master().value(),
                                    key.slave().value(),
                                    key.target().value(),
                                    key.sizeBits(),
                                    at(key.issuedAt()),
                                    at(key.expiresAt())
                                })
                        .toList();
        transaction.executeWithoutResult(_ -> {
            var _ =
                    jdbc.batchUpdate(
                            """
                            insert into issued_key (id, master, slave, target_site, size_bits,
                                issued_at, expires_at)
                            values (?, ?, ?, ?, ?, ?, ?)
                            """,
                            rows);
        });
    }

    @Override
    public int expire(Instant now) {
        jdbc.update("delete from issued_key where expires_at <= ?", at(now));
        return jdbc.update("delete from waiting_key where expires_at <= ?", at(now));
    }

    @Override
    public long waiting() {
        Long count = jdbc.queryForObject("select count(*) from waiting_key", Long.class);
        return count == null ? 0 : count;
    }

    private long waitingFor(SaeId slave) {
        Long count =
                jdbc.queryForObject(
                        "select count(*) from waiting_key where slave = ?",
                        Long.class,
                        slave.value());
        return count == null ? 0 : count;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
