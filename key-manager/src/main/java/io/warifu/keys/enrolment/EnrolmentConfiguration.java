package io.warifu.keys.enrolment;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The enrolment table as a bean. */
@Configuration(proxyBeanMethods = false)
class EnrolmentConfiguration {

    @Bean
    SaeDirectory saeDirectory(
            JdbcTemplate jdbc, TransactionTemplate transaction, InstantSource clock) {
        return new CachedSaeDirectory(new PostgresSaeDirectory(jdbc, transaction), clock);
    }
}
