package io.warifu.keys.peer;

import io.warifu.keys.KeyManagerProperties;
import io.warifu.servicekit.tls.SiteHttp;
import java.time.Duration;
import java.util.stream.Collectors;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The one client that every part uses to reach the peers. */
@Configuration(proxyBeanMethods = false)
class PeerConfiguration {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    @Bean
    PeerClient peerClient(KeyManagerProperties properties, SslBundles bundles) {
        return new HttpPeerClient(
                SiteHttp.mutualTls(bundles.getBundle("site"), CONNECT_TIMEOUT),
                properties.peers().stream()
                        .collect(
                                Collectors.toMap(
                                        KeyManagerProperties.Peer::site,
                                        KeyManagerProperties.Peer::url)));
    }
}
