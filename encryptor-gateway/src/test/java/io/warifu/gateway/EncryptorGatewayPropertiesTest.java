package io.warifu.gateway;

import static org.assertj.core.api.Assertions.assertThat;

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
                            PREFIX + "peers[0].site=kochi",
                            PREFIX + "peers[0].host=localhost",
                            PREFIX + "peers[0].port=18270",
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
                "tunnels[0].peer=nowhere",
                "services[0].name=no name",
                "peers[0].sae-id=gateway-tokyo",
                "peers[0].site=NOT-A-SITE",
                "rotate-after=10m",
                "rotate-bytes=0",
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
            assertThat(settings.rotation().afterTime()).isEqualTo(Duration.ofMinutes(1));
            assertThat(settings.rotation().afterBytes()).isEqualTo(1L << 30);
            assertThat(settings.rotation().keyWait()).isEqualTo(Duration.ofSeconds(10));
            assertThat(settings.bounds().maxCarriers()).isEqualTo(512);
            assertThat(settings.bounds().maxHalfOpen()).isEqualTo(512);
            assertThat(settings.bounds().keyAge()).isEqualTo(Duration.ofMinutes(4));
            assertThat(settings.bounds().idle()).isEqualTo(Duration.ofMinutes(10));
            assertThat(settings.virtualThreads()).isFalse();
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
