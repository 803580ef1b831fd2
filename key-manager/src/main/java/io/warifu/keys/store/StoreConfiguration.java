package io.warifu.keys.store;

import io.warifu.keys.KeyManagerProperties;
import io.warifu.keys.audit.AuditLog;
import io.warifu.keys.fairness.PairAccounts;
import io.warifu.keys.pool.DatabaseAge;
import io.warifu.keys.vault.DataKeyUse;
import io.warifu.keys.vault.KeyVault;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The tables as beans. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(StoreConfiguration.class);
    private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(2);

    @Bean
    WaitingKeyTable waitingKeyTable(JdbcTemplate jdbc, KeyVault vault) {
        return new WaitingKeyTable(jdbc, vault);
    }

    @Bean
    WaitingCounts waitingCounts(WaitingKeyTable table, InstantSource clock) {
        return new WaitingCounts(table, clock);
    }

    @Bean
    KeyStore keyStore(
            KeyManagerProperties properties,
            JdbcTemplate jdbc,
            WaitingKeyTable waiting,
            WaitingCounts counts,
            TransactionTemplate transaction,
            AuditLog audit,
            PairAccounts accounts,
            DatabaseAge age) {
        KeyStore store =
                new PostgresKeyStore(
                        properties.site(),
                        new ReservedKeyTable(jdbc),
                        new IssuedKeyTable(jdbc),
                        waiting,
                        counts,
                        transaction,
                        audit,
                        accounts);
        if (age.olderThanItsPast()) {
            int voided = store.voidAll("the database was restored from a backup");
            LOG.warn("{} keys of a restored database were taken back", voided);
        }
        return store;
    }

    /** Keys are sealed at this site's time and noted with the source's, so there is a margin. */
    @Bean
    DataKeyUse waitingKeysUse(WaitingKeyTable waiting) {
        return () -> waiting.oldestSealed().map(made -> made.minus(MAX_CLOCK_SKEW));
    }
}
