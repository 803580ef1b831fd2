package io.warifu.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.warifu.ingest.backup.BackupJournal;
import io.warifu.ingest.backup.BackupPipeline;
import io.warifu.ingest.backup.JdbcBackupJournal;
import io.warifu.ingest.backup.ObjectSealer;
import io.warifu.ingest.backup.Pseudonyms;
import io.warifu.ingest.job.IngestJobs;
import io.warifu.ingest.job.ReceiptWatch;
import io.warifu.ingest.scan.RecordReader;
import io.warifu.ingest.scan.StorageScanner;
import io.warifu.ingest.send.Couriers;
import io.warifu.ingest.send.JdbcOutbox;
import io.warifu.ingest.send.Outbox;
import io.warifu.ingest.send.ReceiptKeys;
import io.warifu.ingest.send.ShareServer;
import io.warifu.ingest.send.ShareStoreClient;
import io.warifu.ingest.store.RunStore;
import io.warifu.kernel.id.SiteId;
import io.warifu.kernel.secret.SecretBytes;
import io.warifu.servicekit.ServiceKit;
import io.warifu.servicekit.tls.SiteHttp;
import io.warifu.servicekit.token.Role;
import io.warifu.servicekit.token.TokenChecks;
import io.warifu.sharing.ShamirSharing;
import io.warifu.ssmix2.message.Hl7Reader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** How the parts of the service are joined. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EmrIngestProperties.class)
@Import(ServiceKit.class)
class EmrIngestConfiguration {

    @Bean
    InstantSource emrIngestClock() {
        return InstantSource.system();
    }

    @Bean
    ObjectSealer objectSealer(EmrIngestProperties properties) {
        SecureRandom random = new SecureRandom();
        byte[] key = Base64.getMimeDecoder().decode(text(properties.pseudonymKey()));
        return new ObjectSealer(
                ShamirSharing.withCipherCoins(random),
                properties.sharing(),
                new Pseudonyms(SecretBytes.takeFrom(key)),
                random);
    }

    @Bean
    BackupJournal backupJournal(
            EmrIngestProperties properties,
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions) {
        return new JdbcBackupJournal(
                jdbc,
                new TransactionTemplate(transactions),
                properties.shareSites(),
                properties.sharing());
    }

    @Bean
    Outbox outbox(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        return new JdbcOutbox(jdbc, new TransactionTemplate(transactions));
    }

    @Bean
    Couriers couriers(
            EmrIngestProperties properties,
            Outbox outbox,
            InstantSource clock,
            JsonMapper json,
            MeterRegistry registry) {
        HttpClient http = SiteHttp.plain(properties.connectTimeout());
        List<ShareStoreClient> clients =
                properties.shareServers().stream()
                        .map(server -> client(server, properties, http, json))
                        .toList();
        return new Couriers(http, clients, outbox, clock, properties.retryCap(), registry);
    }

    private static ShareStoreClient client(
            EmrIngestProperties.ShareServer server,
            EmrIngestProperties properties,
            HttpClient http,
            JsonMapper json) {
        return new ShareStoreClient(
                new ShareServer(
                        new SiteId(server.site()),
                        server.index(),
                        server.url(),
                        ReceiptKeys.read(text(server.receiptKey()))),
                properties.owner(),
                http,
                properties.requestTimeout(),
                json);
    }

    @Bean
    BackupPipeline backupPipeline(
            EmrIngestProperties properties,
            ObjectSealer sealer,
            BackupJournal journal,
            Couriers couriers) {
        return new BackupPipeline(
                properties.owner(),
                new StorageScanner(),
                new RecordReader(new Hl7Reader()),
                sealer,
                journal,
                couriers::call);
    }

    @Bean
    IngestJobs ingestJobs(
            EmrIngestProperties properties,
            BackupPipeline pipeline,
            BackupJournal journal,
            Outbox outbox,
            Couriers couriers,
            RunStore store,
            JsonMapper json,
            InstantSource clock,
            MeterRegistry registry) {
        ReceiptWatch watch =
                new ReceiptWatch(
                        outbox, couriers, properties.sharing(), clock, properties.patience());
        return new IngestJobs(pipeline, journal, watch, store, json, clock, registry);
    }

    @Bean
    SecurityFilterChain emrIngestSecurity(HttpSecurity http, EmrIngestProperties properties) {
        return TokenChecks.protect(
                        http,
                        TokenChecks.decoder(
                                properties.tokenKeys(), "warifu-dev-" + properties.site()))
                .authorizeHttpRequests(requests ->
                        requests.requestMatchers("/actuator/**")
                                .permitAll()
                                .requestMatchers("/api/v1/**")
                                .hasAnyRole(Role.STEWARD.name(), Role.OPERATOR.name())
                                .anyRequest()
                                .denyAll())
                .build();
    }

    private static String text(Resource resource) {
        try {
            return resource.getContentAsString(StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }
}
