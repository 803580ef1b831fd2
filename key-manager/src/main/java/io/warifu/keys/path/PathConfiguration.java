package io.warifu.keys.path;

import io.warifu.keys.KeyManagerProperties;
import io.warifu.keys.peer.PeerClient;
import io.warifu.keys.pool.LinkStock;
import java.time.InstantSource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** What is known of the network, as beans. */
@Configuration(proxyBeanMethods = false)
class PathConfiguration {

    @Bean
    Topology topology(KeyManagerProperties properties) {
        return new Topology(properties.links());
    }

    @Bean
    NetworkView networkView(
            KeyManagerProperties properties,
            Topology topology,
            LinkStock stock,
            InstantSource clock,
            ApplicationEventPublisher events) {
        return new NetworkView(properties.site(), topology, stock, clock, events::publishEvent);
    }

    @Bean
    ViewExchange viewExchange(
            KeyManagerProperties properties,
            Topology topology,
            NetworkView view,
            PeerClient peers,
            JsonMapper json) {
        return new ViewExchange(properties.site(), topology, view, peers, json);
    }
}
