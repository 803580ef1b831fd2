package io.warifu.keys.hybrid;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.vault.AssociatedData;
import io.warifu.keys.vault.KeyVault;
import io.warifu.keys.vault.VaultException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Epochs in PostgreSQL, each secret sealed by the vault together with the epoch's id and sites.
 *
 * <p>Limit: a deleted row stays on the disk until the database cleans up; what makes its secret
 * unreadable is that the vault destroys the data key of its hour.
 */
final class PostgresEpochStore implements EpochStore {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresEpochStore.class);
    private static final String KIND = "hybrid-epoch";

    private final JdbcTemplate jdbc;
    private final KeyVault vault;

    PostgresEpochStore(JdbcTemplate jdbc, KeyVault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    @Override
    public Put put(HybridEpoch epoch) {
        byte[] sealed = vault.seal(epoch.secret(), about(epoch));
        int stored =
                jdbc.update(
                        """
                        insert into hybrid_epoch
                            (id, initiator, responder, transcript, sealed, made_at, keep_until)
                        select ?, ?, ?, ?, ?, ?, ?
                        where (select count(*) from hybrid_epoch where initiator = ?) < ?
                        on conflict (id) do nothing
                        """,
                        epoch.id(),
                        epoch.initiator().value(),
                        epoch.responder().value(),
                        epoch.transcript(),
                        sealed,
                        at(epoch.madeAt()),
                        at(epoch.keepUntil()),
                        epoch.initiator().value(),
                        MAX_EPOCHS_PER_INITIATOR);
        if (stored == 1) {
            return Put.STORED;
        }
        return jdbc.queryForList(
                                "select 1 from hybrid_epoch where id = ?",
                                Integer.class,
                                epoch.id())
                        .isEmpty()
                ? Put.FULL
                : Put.ID_IN_USE;
    }

    @Override
    public Optional<HybridEpoch> find(UUID id) {
        try {
            return jdbc
                    .query("select * from hybrid_epoch where id = ?", (row, _) -> read(row), id)
                    .stream()
                    .findFirst();
        } catch (VaultException e) {
            LOG.warn("hybrid epoch {} cannot be opened: {}", id, e.reason());
            return Optional.empty();
        }
    }

    @Override
    public int expire(Instant now) {
        return jdbc.update("delete from hybrid_epoch where keep_until <= ?", at(now));
    }

    private HybridEpoch read(ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        SiteId initiator = new SiteId(row.getString("initiator"));
        SiteId responder = new SiteId(row.getString("responder"));
        return new HybridEpoch(
                id,
                initiator,
                responder,
                row.getBytes("transcript"),
                vault.open(row.getBytes("sealed"), about(id, initiator, responder)),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                row.getObject("keep_until", OffsetDateTime.class).toInstant());
    }

    private static AssociatedData about(HybridEpoch epoch) {
        return about(epoch.id(), epoch.initiator(), epoch.responder());
    }

    private static AssociatedData about(UUID id, SiteId initiator, SiteId responder) {
        return AssociatedData.of(KIND, id.toString(), initiator.value(), responder.value());
    }

    private static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
