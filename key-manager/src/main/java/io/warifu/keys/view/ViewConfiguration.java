package io.warifu.keys.view;

import io.warifu.keys.KeyManagerProperties;
import io.warifu.keys.enrolment.SaeDirectory;
import io.warifu.keys.fairness.Fairness;
import io.warifu.keys.fairness.PairAccounts;
import io.warifu.keys.pool.LinkStock;
import io.warifu.keys.pool.OwnLinks;
import io.warifu.keys.relay.KeyRelay;
import io.warifu.keys.store.KeyStore;
import io.warifu.servicekit.events.EventStreams;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The operator's view as beans. */
@Configuration(proxyBeanMethods = false)
class ViewConfiguration {

    @Bean
    Observatory observatory(
            KeyManagerProperties properties,
            OwnLinks ownLinks,
            LinkStock stock,
            KeyStore store,
            KeyRelay relay,
            SaeDirectory saes,
            PairAccounts accounts,
            Fairness fairness) {
        return new Observatory(
                properties.site(), ownLinks, stock, store, relay, saes, accounts, fairness);
    }

    @Bean
    EventStreams eventStreams() {
        return new EventStreams();
    }

    @Bean
    ViewEvents viewEvents(Observatory observatory, EventStreams streams) {
        return new ViewEvents(observatory, streams);
    }
}
