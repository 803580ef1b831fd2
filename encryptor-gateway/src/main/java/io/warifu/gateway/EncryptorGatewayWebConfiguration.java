package io.warifu.gateway;

import io.warifu.gateway.ledger.DurableKeyLedger;
import io.warifu.gateway.ledger.LedgerController;
import io.warifu.gateway.otp.FieldController;
import io.warifu.gateway.otp.FieldSender;
import io.warifu.gateway.otp.Inbox;
import io.warifu.gateway.status.EpochCounters;
import io.warifu.gateway.status.EventHub;
import io.warifu.gateway.status.GatewayMetrics;
import io.warifu.gateway.status.Lookout;
import io.warifu.gateway.status.PairController;
import io.warifu.gateway.status.PairMetrics;
import io.warifu.gateway.status.StatusController;
import io.warifu.gateway.tunnel.Gateway;
import io.warifu.gateway.tunnels.TunnelController;
import io.warifu.gateway.tunnels.TunnelRegistry;
import io.warifu.servicekit.events.EventStreams;
import io.warifu.servicekit.token.Role;
import io.warifu.servicekit.token.TokenChecks;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** The window through which operators look, the doors for fields, and who may use them. */
@Configuration(proxyBeanMethods = false)
class EncryptorGatewayWebConfiguration {

    /** Figures and names of keys, no secrets. */
    private static final String[] OPEN_TO_ALL = {
        "/actuator/health/**",
        "/actuator/prometheus",
        "/api/v1/status",
        "/api/v1/pairs",
        "/api/v1/events",
        "/api/v1/ledger",
        "/api/v1/plan"
    };

    @Bean
    StatusController statusController(Gateway gateway, EncryptorGatewayProperties properties) {
        return new StatusController(properties.site(), gateway);
    }

    @Bean
    EventStreams eventStreams() {
        return new EventStreams();
    }

    @Bean
    PairController pairController(Lookout lookout, EventHub hub, EventStreams streams) {
        return new PairController(lookout, hub, streams);
    }

    @Bean
    LedgerController ledgerController(
            EncryptorGatewayProperties properties, DurableKeyLedger ledger) {
        return new LedgerController(properties.siteId(), ledger);
    }

    @Bean
    TunnelController tunnelController(TunnelRegistry registry) {
        return new TunnelController(registry);
    }

    @Bean
    FieldController fieldController(
            FieldSender sender, Inbox inbox, EncryptorGatewayProperties properties) {
        return new FieldController(sender, inbox, Set.copyOf(properties.peerSites()));
    }

    @Bean
    GatewayMetrics gatewayMetrics(Gateway gateway) {
        return new GatewayMetrics(gateway);
    }

    @Bean
    PairMetrics pairMetrics(Lookout lookout, EpochCounters counters, EventHub hub) {
        return new PairMetrics(lookout, counters, hub);
    }

    /**
     * Whoever reaches the port may look; it binds loopback unless configured otherwise. What
     * changes something, and fields, need a token of the site's issuer; without its keys they are
     * refused.
     */
    @Bean
    SecurityFilterChain gatewayChain(HttpSecurity http, EncryptorGatewayProperties properties)
            throws Exception {
        @Nullable Resource keys = properties.tokenKeys();
        if (keys == null) {
            return TokenChecks.stateless(http)
                    .authorizeHttpRequests(requests ->
                            requests.requestMatchers(HttpMethod.GET, OPEN_TO_ALL)
                                    .permitAll()
                                    .anyRequest()
                                    .denyAll())
                    .build();
        }
        return TokenChecks.protect(http, TokenChecks.decoder(keys, properties.tokenIssuer()))
                .authorizeHttpRequests(requests ->
                        requests.requestMatchers(HttpMethod.GET, OPEN_TO_ALL)
                                .permitAll()
                                .requestMatchers(
                                        "/api/v1/tunnels",
                                        "/api/v1/tunnels/*",
                                        "/api/v1/services/*")
                                .hasRole(Role.OPERATOR.name())
                                .requestMatchers("/api/v1/fields", "/api/v1/boxes/*/take")
                                .hasRole(Role.STEWARD.name())
                                .anyRequest()
                                .denyAll())
                .build();
    }
}
