package io.warifu.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.warifu.gateway.cipher.CarrierLimits;
import io.warifu.gateway.epoch.EpochLimits;
import io.warifu.gateway.pair.PairSettings;
import io.warifu.gateway.pair.Policy;
import io.warifu.gateway.tunnel.Bounds;
import io.warifu.gateway.tunnel.GatewaySettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

final class EncryptorGatewayPropertiesTest {

    private static final String PREFIX = "warifu.encryptor-gateway.";

    private final ApplicationContextRunner context =
            new ApplicationContextRunner()
                    .withUserConfiguration(OnlySettings.class)
                    .withPropertyValues(
                            PREFIX + "site=tokyo",
                            PREFIX + "sae-id=gateway-tokyo",
                            PREFIX + "key-manager-url=https://localhost:18143",
                            PREFIX + "carrier-address=127.0.0.1",
                            PREFIX + "carrier-port=18170",
                            PREFIX + "control-port=18172",
                            PREFIX + "state-folder=/var/lib/warifu/gateway",
                            PREFIX + "peers[0].site=kochi",
                            PREFIX + "peers[0].host=localhost",
                            PREFIX + "peers[0].port=18270",
                            PREFIX + "peers[0].control-port=18272",
                            PREFIX + "peers[0].sae-id=gateway-kochi",
                            PREFIX + "tunnels[0].service=share-store",
                            PREFIX + "tunnels[0].peer=kochi",
                            PREFIX + "tunnels[0].listen-address=127.0.0.1",
                            PREFIX + "tunnels[0].listen-port=18122",
                            PREFIX + "services[0].name=share-store",
                            PREFIX + "services[0].host=localhost",
                            PREFIX + "services[0].port=18185");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tunnels[0].listen-address=0.0.0.0",
                "state-folder=",
                "boxes[0]=No Box",
                "tunnels[0].peer=nowhere",
                "services[0].name=no name",
                "peers[0].sae-id=gateway-tokyo",
                "peers[0].site=NOT-A-SITE",
                "services[0].name=warifu-otp",
                "services[0].peers[0]=NOT-A-SITE",
                "policy=NONE",
                "soft-time=10m",
                "soft-bytes=0",
                "soft-bytes=65GB",
                "soft-records=0",
                "min-epoch-age=61s",
                "hard-time=181s",
                "hard-time=60s",
                "hard-bytes=65GB",
                "hard-records=4194305",
                "spare-epochs=0",
                "spare-epochs=9",
                "red-hold=1h",
                "warm-carriers=65",
                "virtual-threads-above=-1",
                "key-wait=10m",
                "max-carriers=0",
                "warm-up=1m",
                "key-manager-url=http://localhost:1",
                "no-such-setting=1"
            })
    void refusesASettingThatIsWrong(String setting) {
        context.withPropertyValues(PREFIX + setting).run(failed -> assertThat(failed).hasFailed());
    }

    @Test
    void listensElsewhereThanOnLoopbackOnlyWhenToldTwice() {
        context.withPropertyValues(
                        PREFIX + "tunnels[0].listen-address=0.0.0.0", PREFIX + "open-doors=true")
                .run(started -> assertThat(started).hasNotFailed());
    }

    @Test
    void hasTheDefaultsOfTheProtocolText() {
        context.run(started -> {
            GatewaySettings settings = started.getBean(GatewaySettings.class);
            assertThat(settings.pairs()).isEqualTo(PairSettings.DEFAULT);
            assertThat(settings.pairs().policy()).isEqualTo(Policy.QKD_AND_PQC);
            assertThat(settings.pairs().spareEpochs()).isEqualTo(1);
            EpochLimits limits = settings.pairs().limits();
            assertThat(limits.softTime()).isEqualTo(Duration.ofMinutes(1));
            assertThat(limits.softBytes()).isEqualTo(1L << 30);
            assertThat(limits.softRecords()).isEqualTo(1L << 20);
            assertThat(limits.minAge()).isEqualTo(Duration.ofSeconds(5));
            assertThat(limits.hardTime()).isEqualTo(Duration.ofMinutes(3));
            assertThat(limits.hard()).isEqualTo(new CarrierLimits(64L << 30, 1L << 22));
            assertThat(settings.bounds()).isEqualTo(Bounds.DEFAULT);
            assertThat(settings.bounds().keyWait()).isEqualTo(Duration.ofSeconds(10));
            assertThat(settings.bounds().redHold()).isEqualTo(Duration.ofSeconds(30));
            assertThat(settings.bounds().maxCarriers()).isEqualTo(2_048);
            assertThat(settings.bounds().maxHalfOpen()).isEqualTo(1_024);
            assertThat(settings.bounds().idle()).isEqualTo(Duration.ofMinutes(10));
            assertThat(settings.warmCarriers()).isEqualTo(8);
            assertThat(settings.virtualThreadsAbove()).isEqualTo(500);
            assertThat(settings.tunnels().getFirst().name()).isEqualTo("share-store@kochi");
            assertThat(settings.services().getFirst().peers()).isEmpty();
            assertThat(started.getBean(EncryptorGatewayProperties.class).warmUp())
                    .isEqualTo(Duration.ofSeconds(1));
        });
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(EncryptorGatewayProperties.class)
    static class OnlySettings {

        @Bean
        GatewaySettings settings(EncryptorGatewayProperties properties) {
            return properties.settings();
        }
    }
}
