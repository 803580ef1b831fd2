package io.warifu.keys.hybrid;

import io.warifu.keys.KeyManagerProperties;
import io.warifu.keys.peer.PeerClient;
import io.warifu.keys.vault.KeyVault;
import java.time.InstantSource;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Hybrid epochs as beans; only {@link EndToEnd} leaves this package. */
@Configuration(proxyBeanMethods = false)
class HybridConfiguration {

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
            PeerClient peers,
            SiteSigner signer,
            EpochStore store,
            InstantSource clock,
            JsonMapper json) {
        return new HybridEpochs(
                properties.site(), signer, new HttpEpochPeers(peers, json), store, clock);
    }

    @Bean
    HybridExpiryTask hybridExpiryTask(HybridEpochs epochs) {
        return new HybridExpiryTask(epochs);
    }
}
