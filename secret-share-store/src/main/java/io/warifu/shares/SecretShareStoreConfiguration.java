package io.warifu.shares;

import io.warifu.servicekit.ServiceKit;
import io.warifu.servicekit.token.TokenChecks;
import io.warifu.shares.keep.ShareStore;
import io.warifu.shares.keep.ShareStores;
import io.warifu.shares.receipt.ReceiptSigner;
import io.warifu.shares.web.ServerIdentity;
import jakarta.persistence.EntityManagerFactory;
import java.io.IOException;
import java.time.Clock;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The wiring of a share server.
 *
 * <p>The server itself asks nobody who they are: it binds loopback or the site's own network, and
 * what comes from another site came through the gateway, which has authenticated that site. Release
 * by signed grant is the server's own decision as soon as grants exist. Until then whoever reaches
 * this port may fetch a share, which alone tells nothing.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecretShareStoreProperties.class)
@Import(ServiceKit.class)
public class SecretShareStoreConfiguration {

    @Bean
    InstantSource instantSource() {
        return Clock.systemUTC();
    }

    @Bean
    ShareStore shareStore(
            EntityManagerFactory entityManagers,
            PlatformTransactionManager transactions,
            InstantSource time) {
        return ShareStores.inDatabase(entityManagers, transactions, time);
    }

    @Bean
    ReceiptSigner receiptSigner(SecretShareStoreProperties properties) throws IOException {
        return ReceiptSigner.of(properties.site(), properties.receiptKey().getContentAsByteArray());
    }

    @Bean
    ServerIdentity serverIdentity(SecretShareStoreProperties properties) {
        return new ServerIdentity(properties.site(), properties.shareIndex());
    }

    @Bean
    SecurityFilterChain openChain(HttpSecurity http) {
        return TokenChecks.stateless(http)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }
}
