package io.warifu.keys.pool;

import io.warifu.keys.KeyManagerProperties;
import io.warifu.keys.audit.AuditLog;
import io.warifu.keys.peer.PeerClient;
import io.warifu.keys.vault.DataKeyUse;
import io.warifu.keys.vault.KeyVault;
import java.time.InstantSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The stock of link key, and what keeps it in step with the other ends. */
@Configuration(proxyBeanMethods = false)
class PoolConfiguration {

    @Bean
    StockRules stockRules(KeyManagerProperties properties) {
        return new StockRules(properties.site(), properties.linkCapacityBits());
    }

    @Bean
    PostgresPool linkPool(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            StockRules rules,
            InstantSource clock,
            KeyVault vault,
            AuditLog audit,
            KeyManagerProperties properties) {
        Witness witness = new Witness(properties.stateDirectory(), properties.site());
        return new PostgresPool(jdbc, transaction, rules, clock, vault, witness, audit);
    }

    /** Blocks in stock must stay readable. */
    @Bean
    DataKeyUse linkBlocksUse(PostgresPool pool) {
        return pool::oldestSeal;
    }

    @Bean
    LinkStock linkStock(PostgresPool pool) {
        return pool.stock();
    }

    /** Before anybody can call, the database is compared with the witness. */
    @Bean
    DatabaseAge databaseAge(PostgresPool pool) {
        return new DatabaseAge(pool.epochs().begin());
    }

    @Bean
    LinkLedger linkLedger(PostgresPool pool, OwnLinks links, DatabaseAge age) {
        PostgresEpochs epochs = pool.epochs();
        links.links().forEach(link -> epochs.resume(link, age.olderThanItsPast()));
        return pool.ledger();
    }

    @Bean
    LinkKeepers linkKeepers(
            OwnLinks links,
            StockRules rules,
            LinkStock stock,
            LinkLedger ledger,
            PeerClient client,
            JsonMapper json,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            InstantSource clock) {
        return new LinkKeepers(
                links,
                rules,
                stock,
                ledger,
                new HttpLinkPeers(rules.own(), client, json),
                transaction,
                events,
                clock);
    }
}
