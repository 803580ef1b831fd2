package io.warifu.keys.enrolment;

import io.warifu.kernel.id.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Enrolment table in PostgreSQL; a unique index keeps one certificate from naming two SAEs, and a
 * row of revoked_certificate, written in the transaction of the revocation, keeps it out for good.
 */
final class PostgresSaeDirectory implements SaeDirectory {

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    PostgresSaeDirectory(JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public Optional<Sae> byId(SaeId id) {
        return one("select * from sae where id = ? and revoked_at is null", id.value());
    }

    @Override
    public Optional<Sae> byCertificate(CertificateFingerprint certificate) {
        return one("select * from sae where sha256 = ? and revoked_at is null", certificate.hex());
    }

    @Override
    public Enrolment enrol(Sae sae) {
        try {
            return transaction.execute(_ -> {
                oneWriterAtATime();
                String sha256 = sae.certificate().hex();
                if (exists("select 1 from revoked_certificate where sha256 = ?", sha256)) {
                    return Enrolment.CERTIFICATE_REVOKED;
                }
                int changed =
                        jdbc.update(
                                """
                                insert into sae (id, site, sha256) values (?, ?, ?)
                                on conflict (id) do update
                                set site = excluded.site, sha256 = excluded.sha256, revoked_at = null
                                where (sae.site, sae.sha256) <> (excluded.site, excluded.sha256)
                                   or sae.revoked_at is not null
                                """,
                                sae.id().value(),
                                sae.home().value(),
                                sha256);
                return changed == 0 ? Enrolment.UNCHANGED : Enrolment.ENROLLED;
            });
        } catch (DuplicateKeyException e) {
            return Enrolment.CERTIFICATE_TAKEN;
        }
    }

    @Override
    public Revocation revoke(SaeId id, Instant now) {
        return transaction.execute(_ -> {
            oneWriterAtATime();
            int revoked =
                    jdbc.update(
                            """
                            with gone as (
                                update sae set revoked_at = ?
                                where id = ? and revoked_at is null
                                returning id, sha256, revoked_at)
                            insert into revoked_certificate (sha256, sae, revoked_at)
                            select sha256, id, revoked_at from gone
                            on conflict (sha256) do nothing
                            """,
                            now.atOffset(ZoneOffset.UTC),
                            id.value());
            if (revoked > 0) {
                return Revocation.REVOKED;
            }
            return exists("select 1 from sae where id = ?", id.value())
                    ? Revocation.UNCHANGED
                    : Revocation.UNKNOWN;
        });
    }

    @Override
    public List<SaeState> all() {
        return jdbc.query(
                "select * from sae order by id collate \"C\"",
                (row, _) -> {
                    OffsetDateTime revokedAt = row.getObject("revoked_at", OffsetDateTime.class);
                    return new SaeState(sae(row), revokedAt == null ? null : revokedAt.toInstant());
                });
    }

    /** An enrolment must see the revocation that comes before it; readers do not wait. */
    private void oneWriterAtATime() {
        jdbc.execute("lock table sae in share row exclusive mode");
    }

    private Optional<Sae> one(String query, String argument) {
        return jdbc.query(query, (row, _) -> sae(row), argument).stream().findFirst();
    }

    private boolean exists(String query, String argument) {
        return !jdbc.queryForList(query, Integer.class, argument).isEmpty();
    }

    private static Sae sae(ResultSet row) throws SQLException {
        return new Sae(
                new SaeId(row.getString("id")),
                new SiteId(row.getString("site")),
                new CertificateFingerprint(row.getString("sha256")));
    }
}
