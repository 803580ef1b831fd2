package io.warifu.ingest.store;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Joins the store with its repository, which only this package sees. */
@Configuration(proxyBeanMethods = false)
class RunStoreConfiguration {

    @Bean
    RunStore runStore(IngestRows rows) {
        return new RunStore(rows);
    }
}
