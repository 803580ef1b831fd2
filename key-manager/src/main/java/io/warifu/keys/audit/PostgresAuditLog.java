package io.warifu.keys.audit;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Events in the table {@code audit_event}; {@link AuditChainer} chains them a moment later. */
final class PostgresAuditLog implements AuditLog {

    private final JdbcTemplate jdbc;
    private final InstantSource clock;

    PostgresAuditLog(JdbcTemplate jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void append(AuditEvent event) {
        var _ =
                jdbc.update(
                        """
                        insert into audit_event (at, actor, from_state, to_state, subject, key_ids,
                            bits, detail)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                        clock.instant().atOffset(ZoneOffset.UTC),
                        event.actor(),
                        event.from() == null ? null : event.from().name(),
                        event.to().name(),
                        event.subject(),
                        event.keyIds().toArray(UUID[]::new),
                        event.bits(),
                        event.detail());
    }
}
