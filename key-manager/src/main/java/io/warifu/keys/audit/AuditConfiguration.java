package io.warifu.keys.audit;

import io.warifu.keys.vault.SigningKey;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The audit as beans. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    @Bean
    AuditTable auditTable(JdbcTemplate jdbc) {
        return new AuditTable(jdbc);
    }

    @Bean
    AuditLog auditLog(JdbcTemplate jdbc, InstantSource clock) {
        return new PostgresAuditLog(jdbc, clock);
    }

    @Bean
    AuditChainer auditChainer(AuditTable table, TransactionTemplate transaction) {
        return new AuditChainer(table, transaction);
    }

    @Bean
    AuditVerifier auditVerifier(AuditTable table, SigningKey key) {
        return new AuditVerifier(table, key);
    }

    @Bean
    AuditSealer auditSealer(AuditTable table, SigningKey key, InstantSource clock) {
        return new AuditSealer(table, key, clock);
    }
}
