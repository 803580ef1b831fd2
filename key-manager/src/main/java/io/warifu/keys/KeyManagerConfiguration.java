package io.warifu.keys;

import io.warifu.keys.enrolment.EnrolmentFile;
import io.warifu.keys.enrolment.SaeDirectory;
import io.warifu.keys.path.Topology;
import io.warifu.keys.pool.OwnLinks;
import java.time.InstantSource;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import tools.jackson.databind.json.JsonMapper;

/** How the key manager is put together; each package adds its own beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KeyManagerProperties.class)
@EnableScheduling
class KeyManagerConfiguration {

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    OwnLinks ownLinks(Topology topology, KeyManagerProperties properties) {
        return new OwnLinks(topology.linksOf(properties.site()));
    }

    /** Before the service reports that it is ready, the SAEs of the file are known. */
    @Bean
    ApplicationRunner enrolment(
            KeyManagerProperties properties, SaeDirectory saes, JsonMapper json) {
        return _ -> {
            if (properties.enrolmentFile() != null) {
                EnrolmentFile.load(properties.enrolmentFile(), json, saes);
            }
        };
    }
}
