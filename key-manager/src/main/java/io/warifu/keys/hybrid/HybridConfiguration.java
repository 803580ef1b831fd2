package io.warifu.keys.hybrid;

import io.warifu.kernel.id.SiteId;
import io.warifu.keys.KeyManagerProperties;
import io.warifu.keys.vault.KeyVault;
import io.warifu.servicekit.tls.SiteHttp;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Hybrid epochs as beans; only {@link EndToEnd} leaves this package. */
@Configuration(proxyBeanMethods = false)
class HybridConfiguration {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    @Bean
    SiteSigner siteSigner(SslBundles bundles) {
        return SiteSigner.of(bundles.getBundle("site"));
    }

    @Bean
    EpochStore epochStore(JdbcTemplate jdbc, KeyVault vault) {
        return new PostgresEpochStore(jdbc, vault);
    }

    @Bean
    EpochResponder epochResponder(
            KeyManagerProperties properties,
            SiteSigner signer,
            EpochStore store,
            InstantSource clock) {
        return new EpochResponder(properties.site(), signer, store, clock);
    }

    @Bean
    HybridEpochs hybridEpochs(
            KeyManagerProperties properties,
            SslBundles bundles,
            SiteSigner signer,
            EpochStore store,
            InstantSource clock,
            JsonMapper json) {
        Map<SiteId, URI> addresses =
                properties.peers().stream()
                        .collect(
                                Collectors.toMap(
                                        KeyManagerProperties.Peer::site,
                                        KeyManagerProperties.Peer::url));
        EpochPeers peers =
                new HttpEpochPeers(
                        SiteHttp.mutualTls(bundles.getBundle("site"), CONNECT_TIMEOUT),
                        addresses,
                        json);
        return new HybridEpochs(properties.site(), signer, peers, store, clock);
    }

    @Bean
    HybridExpiryTask hybridExpiryTask(HybridEpochs epochs) {
        return new HybridExpiryTask(epochs);
    }
}
