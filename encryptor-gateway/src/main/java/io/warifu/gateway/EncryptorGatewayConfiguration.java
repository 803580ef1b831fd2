package io.warifu.gateway;

import io.warifu.gateway.debug.DebugFiles;
import io.warifu.gateway.epoch.KeySource;
import io.warifu.gateway.keys.KeyManagerClient;
import io.warifu.gateway.keys.PadClient;
import io.warifu.gateway.ledger.DurableKeyLedger;
import io.warifu.gateway.otp.FieldReceiver;
import io.warifu.gateway.otp.FieldSender;
import io.warifu.gateway.otp.Inbox;
import io.warifu.gateway.otp.OtpBudgets;
import io.warifu.gateway.status.EpochCounters;
import io.warifu.gateway.status.EventHub;
import io.warifu.gateway.status.GatewayLifecycle;
import io.warifu.gateway.status.Lookout;
import io.warifu.gateway.status.Rounds;
import io.warifu.gateway.status.Watchers;
import io.warifu.gateway.stock.StockWatch;
import io.warifu.gateway.tunnel.Gateway;
import io.warifu.gateway.tunnel.GatewayParts;
import io.warifu.gateway.tunnels.TunnelRegistry;
import io.warifu.servicekit.ServiceKit;
import io.warifu.servicekit.tls.SiteHttp;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The wiring: key manager, ledger, gateway, and what is built around it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EncryptorGatewayProperties.class)
@Import(ServiceKit.class)
class EncryptorGatewayConfiguration {

    @Bean
    InstantSource gatewayClock() {
        return InstantSource.system();
    }

    @Bean
    KeySource keySource(EncryptorGatewayProperties properties, SslBundles bundles) {
        return new KeyManagerClient(
                SiteHttp.mutualTls(bundles.getBundle("site"), KeyManagerClient.MAX_CALL),
                properties.keyManagerUrl());
    }

    @Bean
    PadClient padClient(EncryptorGatewayProperties properties, SslBundles bundles) {
        return new PadClient(
                SiteHttp.mutualTls(bundles.getBundle("site"), KeyManagerClient.MAX_CALL),
                properties.keyManagerUrl(),
                properties::saeOf);
    }

    /** Closed after the gateway, which writes its last entries when it stops. */
    @Bean
    DurableKeyLedger keyLedger(EncryptorGatewayProperties properties, InstantSource clock)
            throws IOException {
        return DurableKeyLedger.open(
                properties.stateFolder().resolve("ledger"), properties.siteId(), clock);
    }

    @Bean
    OtpBudgets otpBudgets(EncryptorGatewayProperties properties) {
        return new OtpBudgets(properties.peerSites(), System::nanoTime);
    }

    @Bean
    StockWatch stockWatch(
            EncryptorGatewayProperties properties, PadClient pads, OtpBudgets budgets) {
        return new StockWatch(properties.peerSites(), pads, System::nanoTime, budgets);
    }

    @Bean
    Inbox inbox(EncryptorGatewayProperties properties) {
        return new Inbox(properties.boxNames(), System::nanoTime);
    }

    @Bean
    EventHub eventHub(InstantSource clock) {
        return new EventHub(clock);
    }

    @Bean
    EpochCounters epochCounters(EncryptorGatewayProperties properties) {
        return new EpochCounters(properties.peerSites());
    }

    @Bean
    Gateway gateway(
            EncryptorGatewayProperties properties,
            KeySource keys,
            DurableKeyLedger ledger,
            SslBundles bundles,
            Watchers watchers,
            FieldReceiver fields) {
        EncryptorGatewayProperties.Debug debug = properties.debug();
        return new Gateway(
                properties.settings(),
                new GatewayParts(
                        keys,
                        bundles.getBundle("site").createSslContext(),
                        ledger,
                        watchers,
                        Optional.of(fields),
                        DebugFiles.epochSecrets(debug.epochSecrets(), debug.iKnow()),
                        DebugFiles.keyHashes(debug.keyHashes(), debug.iKnow()),
                        System::nanoTime,
                        new SecureRandom()));
    }

    @Bean
    Watchers watchers(EventHub hub, EpochCounters counters, StockWatch stock) {
        return new Watchers(hub, counters, stock);
    }

    @Bean
    FieldReceiver fieldReceiver(Inbox inbox, PadClient pads, DurableKeyLedger ledger) {
        return new FieldReceiver(inbox, pads, ledger);
    }

    @Bean
    FieldSender fieldSender(
            Gateway gateway,
            PadClient pads,
            StockWatch stock,
            OtpBudgets budgets,
            DurableKeyLedger ledger,
            Lookout lookout) {
        return new FieldSender(
                gateway::openOtp,
                pads,
                stock,
                budgets,
                ledger,
                lookout::keysInUse,
                UUID::randomUUID);
    }

    @Bean
    TunnelRegistry tunnelRegistry(EncryptorGatewayProperties properties, Gateway gateway) {
        return new TunnelRegistry(
                gateway,
                Set.copyOf(properties.peerSites()),
                properties.openDoors(),
                properties.stateFolder());
    }

    @Bean
    Rounds rounds(TunnelRegistry tunnels, StockWatch stock, Inbox inbox) {
        return new Rounds(tunnels, stock, inbox);
    }

    @Bean
    Lookout lookout(
            Gateway gateway, StockWatch stock, DurableKeyLedger ledger, OtpBudgets budgets) {
        return new Lookout(gateway, stock, ledger, budgets);
    }

    @Bean
    GatewayLifecycle gatewayLifecycle(
            Gateway gateway, Rounds rounds, EncryptorGatewayProperties properties) {
        return new GatewayLifecycle(gateway, rounds, properties.warmUp(), System::nanoTime);
    }
}
