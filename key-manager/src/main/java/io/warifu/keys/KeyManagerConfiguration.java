package io.warifu.keys;

import io.warifu.keys.enrolment.EnrolmentFile;
import io.warifu.keys.enrolment.SaeDirectory;
import io.warifu.keys.pool.LinkStock;
import io.warifu.keys.pool.OwnLinks;
import io.warifu.keys.pool.PostgresLinkStock;
import io.warifu.keys.pool.StockRules;
import io.warifu.keys.relay.HttpPeers;
import io.warifu.keys.relay.KeyRelay;
import io.warifu.keys.relay.Peers;
import io.warifu.keys.relay.RelayNode;
import io.warifu.keys.relay.Topology;
import io.warifu.keys.store.KeyStore;
import io.warifu.keys.web.JsonBody;
import io.warifu.keys.web.PeerConnector;
import io.warifu.keys.web.Ports;
import io.warifu.keys.web.WebSecurity;
import io.warifu.servicekit.tls.SiteHttp;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** How the key manager is put together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KeyManagerProperties.class)
@EnableScheduling
class KeyManagerConfiguration {

    private static final Duration PEER_CONNECT_TIMEOUT = Duration.ofSeconds(2);

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    JsonBody jsonBody(JsonMapper json) {
        return new JsonBody(json);
    }

    @Bean
    Ports ports(
            KeyManagerProperties properties,
            @Value("${server.port}") int delivery,
            @Value("${management.server.port}") int management) {
        return new Ports(delivery, properties.peerPort(), management);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> peerConnector(
            Ports ports, SslBundles bundles) {
        return factory -> {
            // The management server is made by a factory of the same kind and has no second port.
            if (factory.getPort() == ports.delivery()) {
                factory.addAdditionalConnectors(
                        PeerConnector.create(
                                ports.peer(), factory.getAddress(), bundles.getBundle("site")));
            }
        };
    }

    @Bean
    @Order(1)
    SecurityFilterChain deliveryChain(
            HttpSecurity http, Ports ports, KeyManagerProperties properties, SaeDirectory saes) {
        return WebSecurity.delivery(http, ports, properties.site(), saes);
    }

    @Bean
    @Order(2)
    SecurityFilterChain peerChain(HttpSecurity http, Ports ports, KeyManagerProperties properties) {
        return WebSecurity.peer(http, ports, properties.site());
    }

    @Bean
    @Order(3)
    SecurityFilterChain managementChain(HttpSecurity http, Ports ports) {
        return WebSecurity.management(http, ports);
    }

    @Bean
    @Order(4)
    SecurityFilterChain nowhereChain(HttpSecurity http) {
        return WebSecurity.nowhere(http);
    }

    @Bean
    Topology topology(KeyManagerProperties properties) {
        return new Topology(properties.links());
    }

    @Bean
    OwnLinks ownLinks(Topology topology, KeyManagerProperties properties) {
        return new OwnLinks(topology.linksOf(properties.site()));
    }

    @Bean
    LinkStock linkStock(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            KeyManagerProperties properties,
            InstantSource clock) {
        StockRules rules =
                new StockRules(
                        properties.site(),
                        properties.linkCapacityBits(),
                        properties.padSettleTime());
        return new PostgresLinkStock(jdbc, transaction, rules, clock);
    }

    @Bean
    Peers peers(KeyManagerProperties properties, SslBundles bundles, JsonMapper json) {
        return new HttpPeers(
                SiteHttp.mutualTls(bundles.getBundle("site"), PEER_CONNECT_TIMEOUT),
                properties.peers().stream()
                        .collect(
                                Collectors.toMap(
                                        KeyManagerProperties.Peer::site,
                                        KeyManagerProperties.Peer::url)),
                json);
    }

    @Bean
    RelayNode relayNode(
            KeyManagerProperties properties,
            Topology topology,
            LinkStock stock,
            KeyStore store,
            SaeDirectory saes,
            Peers peers,
            InstantSource clock) {
        return new RelayNode(properties.site(), topology, stock, store, saes, peers, clock);
    }

    @Bean
    KeyRelay keyRelay(
            KeyManagerProperties properties,
            Topology topology,
            LinkStock stock,
            Peers peers,
            InstantSource clock) {
        return new KeyRelay(
                properties.site(),
                topology,
                stock,
                peers,
                new SecureRandom(),
                clock,
                properties.keyLifetime());
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
