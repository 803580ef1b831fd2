package io.warifu.keys.fairness;

import io.warifu.keys.KeyManagerProperties;
import io.warifu.keys.path.NetworkView;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Fairness and accounts as beans. */
@Configuration(proxyBeanMethods = false)
class FairnessConfiguration {

    @Bean
    Fairness fairness(KeyManagerProperties properties) {
        return new Fairness(properties.fairness(), System::nanoTime, NetworkView.OWN_FRESH);
    }

    @Bean
    PairAccounts pairAccounts(JdbcTemplate jdbc) {
        return new PairAccounts(jdbc, System::nanoTime);
    }
}
