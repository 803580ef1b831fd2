package io.warifu.keys.delivery;

import io.warifu.keys.KeyManagerProperties;
import io.warifu.keys.enrolment.SaeDirectory;
import io.warifu.keys.relay.KeyRelay;
import io.warifu.keys.store.KeyStore;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Key delivery as a bean; its types stay inside this package. */
@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

    @Bean
    KeyDelivery keyDelivery(
            KeyManagerProperties properties,
            SaeDirectory saes,
            KeyStore store,
            KeyRelay relay,
            InstantSource clock) {
        return new KeyDelivery(
                properties.site(), saes, store, relay, clock, properties.linkCapacityBits());
    }
}
