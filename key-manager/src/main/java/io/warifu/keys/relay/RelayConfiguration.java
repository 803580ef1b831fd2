package io.warifu.keys.relay;

import io.warifu.keys.KeyManagerProperties;
import io.warifu.keys.enrolment.SaeDirectory;
import io.warifu.keys.hybrid.EndToEnd;
import io.warifu.keys.path.NetworkView;
import io.warifu.keys.path.Topology;
import io.warifu.keys.peer.PeerClient;
import io.warifu.keys.pool.LinkStock;
import io.warifu.keys.store.KeyStore;
import io.warifu.keys.vault.KeyVault;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The relay as beans; only {@link KeyRelay} and its orders leave this package. */
@Configuration(proxyBeanMethods = false)
class RelayConfiguration {

    @Bean
    RelayPeers relayPeers(PeerClient client, JsonMapper json) {
        return new HttpRelayPeers(client, json);
    }

    @Bean
    HopSender hopSender(LinkStock stock, RelayPeers peers) {
        return new HopSender(stock, peers);
    }

    @Bean
    PartStore partStore(JdbcTemplate jdbc, TransactionTemplate transaction, KeyVault vault) {
        return new PostgresPartStore(jdbc, transaction, vault);
    }

    @Bean
    Destination relayDestination(
            KeyManagerProperties properties,
            PartStore parts,
            KeyStore store,
            SaeDirectory saes,
            EndToEnd hybrid) {
        return new Destination(properties.site(), parts, store, saes, hybrid);
    }

    @Bean
    RelayNode relayNode(
            KeyManagerProperties properties,
            Topology topology,
            LinkStock stock,
            KeyStore store,
            Destination destination,
            HopSender sender,
            TransactionTemplate transaction,
            InstantSource clock) {
        return new RelayNode(
                properties.site(), topology, stock, store, destination, sender, transaction, clock);
    }

    @Bean
    PathPlanner pathPlanner(KeyManagerProperties properties, Topology topology, NetworkView view) {
        return new PathPlanner(properties.site(), topology, view);
    }

    @Bean
    BatchRelay batchRelay(
            KeyManagerProperties properties,
            Topology topology,
            PathPlanner planner,
            HopSender sender,
            KeyStore store,
            RelayPeers peers,
            TransactionTemplate transaction,
            EndToEnd hybrid,
            InstantSource clock) {
        return new BatchRelay(
                properties.site(),
                planner,
                new Source(properties.site(), topology, sender, store, peers, transaction),
                hybrid,
                new SecureRandom(),
                clock,
                properties.keyLifetime());
    }

    @Bean
    KeyRelay keyRelay(KeyManagerProperties properties, BatchRelay batches, PathPlanner planner) {
        return new KeyRelay(
                properties.site(), batches, planner, Executors.newVirtualThreadPerTaskExecutor());
    }

    @Bean
    AlarmVoids alarmVoids(KeyStore store) {
        return new AlarmVoids(store);
    }

    @Bean
    StaleTask staleTask(
            KeyManagerProperties properties,
            KeyStore store,
            PartStore parts,
            RelayPeers peers,
            InstantSource clock) {
        return new StaleTask(properties.site(), store, parts, peers, clock);
    }
}
