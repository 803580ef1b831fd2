package io.warifu.keys.store;

import io.warifu.keys.enrolment.CachedSaeDirectory;
import io.warifu.keys.enrolment.SaeDirectory;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The tables as beans; entities and repositories stay inside this package. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    @Bean
    SaeDirectory saeDirectory(SaeRows rows, TransactionTemplate transaction, InstantSource clock) {
        return new CachedSaeDirectory(new JpaSaeDirectory(rows, transaction), clock);
    }

    @Bean
    KeyStore keyStore(JdbcTemplate jdbc, TransactionTemplate transaction) {
        return new PostgresKeyStore(jdbc, transaction);
    }
}
