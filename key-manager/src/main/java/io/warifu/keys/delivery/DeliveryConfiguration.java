package io.warifu.keys.delivery;

import io.warifu.keys.KeyManagerProperties;
import io.warifu.keys.enrolment.SaeDirectory;
import io.warifu.keys.fairness.Fairness;
import io.warifu.keys.relay.KeyRelay;
import io.warifu.keys.store.KeyStore;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Key delivery as beans; its types stay inside this package. */
@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

    @Bean
    KeySupply keySupply(
            KeyManagerProperties properties, KeyRelay relay, KeyStore store, InstantSource clock) {
        return new RelaySupply(properties.site(), relay, store, clock, Thread::startVirtualThread);
    }

    @Bean
    KeyDelivery keyDelivery(
            KeyManagerProperties properties,
            SaeDirectory saes,
            KeySupply supply,
            Fairness fairness) {
        return new KeyDelivery(
                properties.site(), saes, supply, fairness, properties.linkCapacityBits());
    }
}
