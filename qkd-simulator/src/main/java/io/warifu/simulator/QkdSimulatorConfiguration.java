package io.warifu.simulator;

import io.warifu.kernel.problem.ErrorCode;
import io.warifu.servicekit.ServiceKit;
import io.warifu.servicekit.events.EventStreams;
import io.warifu.servicekit.problem.Problems;
import io.warifu.servicekit.tls.SiteHttp;
import io.warifu.simulator.QkdSimulatorProperties.LinkProperties;
import io.warifu.simulator.chance.AesCtrRandom;
import io.warifu.simulator.feed.KeyManagerClient;
import io.warifu.simulator.link.AttackController.AttackPolicy;
import io.warifu.simulator.link.LinkEvents;
import io.warifu.simulator.link.LinkFleet;
import io.warifu.simulator.link.LinkHealth;
import io.warifu.simulator.link.LinkMetrics;
import io.warifu.simulator.link.LinkRole;
import io.warifu.simulator.proof.LedgerSigner;
import io.warifu.simulator.socket.LinkEndpoint;
import io.warifu.simulator.socket.PinnedPeer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import tools.jackson.databind.json.JsonMapper;

/** Wires the service: one fleet of links, one client of the key manager, one open HTTP port. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(QkdSimulatorProperties.class)
@Import(ServiceKit.class)
class QkdSimulatorConfiguration {

    private static final String BUNDLE = "site";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

    /** With the default interval of 2 s a silent peer is given up after 10 s. */
    private static final Duration PATIENCE_BEYOND_INTERVAL = Duration.ofSeconds(8);

    /** All key bits come from here: the operating system's entropy, stretched by AES. */
    @Bean
    Supplier<RandomGenerator> freshChance() {
        SecureRandom entropy = new SecureRandom();
        return () -> new AesCtrRandom(entropy);
    }

    @Bean
    KeyManagerClient keyManagerClient(
            QkdSimulatorProperties properties, SslBundles bundles, JsonMapper json) {
        SslBundle keyManagerOnly =
                PinnedPeer.of(bundles.getBundle(BUNDLE), "urn:warifu:kme:" + properties.site());
        return new KeyManagerClient(
                SiteHttp.mutualTls(keyManagerOnly, CONNECT_TIMEOUT),
                properties.keyManagerUrl(),
                json,
                KeyManagerClient.PATIENCE);
    }

    @Bean
    LinkFleet linkFleet(
            QkdSimulatorProperties properties,
            SslBundles bundles,
            KeyManagerClient keyManager,
            Supplier<RandomGenerator> freshChance)
            throws GeneralSecurityException {
        SslStoreBundle stores = bundles.getBundle(BUNDLE).getStores();
        LedgerSigner signer =
                LedgerSigner.of(
                        Objects.requireNonNull(stores.getKeyStore(), "the bundle has a key"),
                        null,
                        properties.siteId());
        return new LinkFleet(
                properties.links().stream().map(link -> configured(properties, link)).toList(),
                new LinkFleet.Site(
                        properties.stateDirectory(),
                        keyManager,
                        signer,
                        freshChance,
                        InstantSource.system()));
    }

    @Bean
    AttackPolicy attackPolicy(QkdSimulatorProperties properties) {
        return new AttackPolicy(properties.attacksAllowed());
    }

    @Bean
    EventStreams eventStreams() {
        return new EventStreams();
    }

    @Bean
    LinkEvents linkEvents(LinkFleet fleet, EventStreams streams) {
        return new LinkEvents(fleet, streams);
    }

    @Bean
    LinkMetrics linkMetrics(LinkFleet fleet) {
        return new LinkMetrics(fleet);
    }

    @Bean
    LinkHealth qkdLinksHealthIndicator(LinkFleet fleet) {
        return new LinkHealth(fleet);
    }

    /**
     * No secret is to be had on this port, so it asks for no one's name; what is not listed is
     * denied. An attacker can be set only where the configuration allows attacks at all.
     */
    @Bean
    SecurityFilterChain simulatorSecurity(HttpSecurity http) {
        return http.authorizeHttpRequests(requests ->
                        requests.requestMatchers(HttpMethod.GET, "/actuator/**", "/api/v1/links/**")
                                .permitAll()
                                .requestMatchers(
                                        HttpMethod.PUT,
                                        "/api/v1/links/*/*/eavesdropper",
                                        "/api/v1/links/*/*/classical-attack")
                                .permitAll()
                                .anyRequest()
                                .denyAll())
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .exceptionHandling(refusals ->
                        refusals.authenticationEntryPoint((_, response, _) ->
                                Problems.write(
                                        response,
                                        ErrorCode.NOT_FOUND,
                                        "There is nothing at this address.")))
                .build();
    }

    private static LinkFleet.Configured configured(
            QkdSimulatorProperties properties, LinkProperties link) {
        String host = link.role() == LinkRole.ALICE ? link.peerHost() : link.bindAddress();
        return new LinkFleet.Configured(
                properties.settings(link),
                new LinkEndpoint(
                        link.linkId(),
                        new LinkEndpoint.Address(host, link.quantumPort()),
                        new LinkEndpoint.Address(host, link.classicalPort()),
                        properties.blockInterval().plus(PATIENCE_BEYOND_INTERVAL)),
                link.preSharedSecret());
    }
}
