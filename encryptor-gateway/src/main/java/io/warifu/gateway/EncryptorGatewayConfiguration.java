package io.warifu.gateway;

import io.warifu.gateway.debug.DebugFiles;
import io.warifu.gateway.epoch.KeySource;
import io.warifu.gateway.keys.KeyManagerClient;
import io.warifu.gateway.ledger.KeyLedger;
import io.warifu.gateway.ledger.LogLedger;
import io.warifu.gateway.pair.GatewayEvents;
import io.warifu.gateway.status.GatewayLifecycle;
import io.warifu.gateway.status.GatewayMetrics;
import io.warifu.gateway.status.StatusController;
import io.warifu.gateway.tunnel.Gateway;
import io.warifu.gateway.tunnel.GatewayParts;
import io.warifu.servicekit.ServiceKit;
import io.warifu.servicekit.tls.SiteHttp;
import io.warifu.servicekit.token.TokenChecks;
import java.security.SecureRandom;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** The wiring: key manager, gateway, and the window through which operators look. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EncryptorGatewayProperties.class)
@Import(ServiceKit.class)
class EncryptorGatewayConfiguration {

    @Bean
    KeySource keySource(EncryptorGatewayProperties properties, SslBundles bundles) {
        return new KeyManagerClient(
                SiteHttp.mutualTls(bundles.getBundle("site"), KeyManagerClient.MAX_CALL),
                properties.keyManagerUrl());
    }

    @Bean
    KeyLedger keyLedger() {
        return new LogLedger();
    }

    @Bean
    Gateway gateway(
            EncryptorGatewayProperties properties,
            KeySource keys,
            KeyLedger ledger,
            SslBundles bundles) {
        EncryptorGatewayProperties.Debug debug = properties.debug();
        return new Gateway(
                properties.settings(),
                new GatewayParts(
                        keys,
                        bundles.getBundle("site").createSslContext(),
                        ledger,
                        GatewayEvents.none(),
                        Optional.empty(),
                        DebugFiles.epochSecrets(debug.epochSecrets(), debug.iKnow()),
                        DebugFiles.keyHashes(debug.keyHashes(), debug.iKnow()),
                        System::nanoTime,
                        new SecureRandom()));
    }

    @Bean
    GatewayLifecycle gatewayLifecycle(Gateway gateway, EncryptorGatewayProperties properties) {
        return new GatewayLifecycle(gateway, properties.warmUp(), System::nanoTime);
    }

    @Bean
    GatewayMetrics gatewayMetrics(Gateway gateway) {
        return new GatewayMetrics(gateway);
    }

    @Bean
    StatusController statusController(Gateway gateway, EncryptorGatewayProperties properties) {
        return new StatusController(properties.site(), gateway);
    }

    /** Read-only figures, no secrets; the port binds loopback unless configured otherwise. */
    @Bean
    SecurityFilterChain gatewayChain(HttpSecurity http) {
        return TokenChecks.stateless(http)
                .authorizeHttpRequests(requests ->
                        requests.requestMatchers(
                                        "/actuator/health/**",
                                        "/actuator/prometheus",
                                        "/api/v1/status")
                                .permitAll()
                                .anyRequest()
                                .denyAll())
                .build();
    }
}
