package io.warifu.keys.audit;

import io.warifu.keys.DatabaseForTests;
import io.warifu.keys.vault.SigningKey;
import java.time.InstantSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The real audit for tests of other packages. */
public final class AuditTestKit {

    private AuditTestKit() {}

    public static AuditLog log(JdbcTemplate jdbc) {
        return new PostgresAuditLog(jdbc, InstantSource.system());
    }

    public static AuditVerifier.Finding chainAndVerify(DatabaseForTests database, SigningKey key) {
        AuditTable table = new AuditTable(database.jdbc());
        int _ = new AuditChainer(table, database.transaction()).chain();
        return new AuditVerifier(table, key).verify();
    }
}
