package io.warifu.crossref;

import io.micrometer.core.instrument.MeterRegistry;
import io.warifu.crossref.audit.AccessLog;
import io.warifu.crossref.audit.AccessRecorder;
import io.warifu.crossref.audit.PostgresAccessLog;
import io.warifu.crossref.catalogue.Catalogues;
import io.warifu.crossref.collect.ShareCollector;
import io.warifu.crossref.collect.ShareServers;
import io.warifu.crossref.collect.TimeLimits;
import io.warifu.crossref.opaque.OpaqueIds;
import io.warifu.crossref.opaque.OpaqueKeyStore;
import io.warifu.crossref.page.ServiceStatus;
import io.warifu.crossref.query.Lookup;
import io.warifu.crossref.restore.Restorer;
import io.warifu.servicekit.ServiceKit;
import io.warifu.servicekit.tls.SiteHttp;
import io.warifu.sharing.ShamirSharing;
import io.warifu.ssmix2.message.Hl7Reader;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How the parts are put together; the way of a read is the order of the methods. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CrossRefApiProperties.class)
@Import({ServiceKit.class, CrossRefWebConfiguration.class})
class CrossRefApiConfiguration {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    @Bean
    InstantSource clock() {
        return Clock.systemUTC();
    }

    @Bean(destroyMethod = "shutdownNow")
    HttpClient shareServerHttp() {
        return SiteHttp.plain(CONNECT_TIMEOUT);
    }

    @Bean
    ShareServers shareServers(
            CrossRefApiProperties properties, HttpClient http, InstantSource clock) {
        TimeLimits limits =
                new TimeLimits(
                        properties.answerTimeout(),
                        properties.suspectTimeout(),
                        TimeLimits.DEFAULTS.transfer(),
                        TimeLimits.DEFAULTS.grace());
        // A newer share server may tell more than we know; that is no reason to refuse its list.
        JsonMapper json =
                JsonMapper.builder()
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .build();
        return new ShareServers(
                properties.servers(), properties.threshold(), limits, http, json, clock);
    }

    @Bean
    Restorer restorer(ShareServers servers, MeterRegistry metrics) {
        return new Restorer(
                servers,
                new ShareCollector(servers),
                ShamirSharing.withCipherCoins(new SecureRandom()),
                metrics);
    }

    @Bean
    OpaqueIds opaqueIds(JdbcClient jdbc) {
        return new OpaqueIds(new OpaqueKeyStore(jdbc, new SecureRandom()).key());
    }

    @Bean
    Catalogues catalogues(
            CrossRefApiProperties properties,
            ShareServers servers,
            Restorer restorer,
            OpaqueIds ids,
            InstantSource clock) {
        Catalogues catalogues = new Catalogues(properties.owners(), servers, restorer, ids, clock);
        catalogues.start(properties.refreshInterval(), properties.checkInterval());
        return catalogues;
    }

    @Bean
    Lookup lookup(Catalogues catalogues) {
        return new Lookup(catalogues);
    }

    @Bean
    Hl7Reader hl7Reader() {
        return new Hl7Reader();
    }

    @Bean
    AccessLog accessLog(JdbcClient jdbc) {
        return new PostgresAccessLog(jdbc);
    }

    @Bean
    AccessRecorder accessRecorder(
            AccessLog log, OpaqueIds ids, InstantSource clock, MeterRegistry metrics) {
        return new AccessRecorder(log, ids, clock, metrics);
    }

    @Bean
    ServiceStatus serviceStatus(
            CrossRefApiProperties properties,
            ShareServers servers,
            Catalogues catalogues,
            InstantSource clock) {
        return new ServiceStatus(properties.site(), servers, catalogues, clock);
    }

    @Bean
    CrossRefMetrics crossRefMetrics(ShareServers servers, Catalogues catalogues) {
        return new CrossRefMetrics(servers, catalogues);
    }
}
